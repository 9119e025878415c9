import Doorstep.Gallery
import "SampleStores.js" as Stores
import Doorstep.Desk

UptakePage {
    programmes: Stores.programmes
    programme: "flu-2026-27"
    rows: RowsModel { rows: Stores.uptake }
    everybody: 212
    asOf: "As of 16:20 today"
    factsText: "Groups from National flu immunisation programme 2026 to 2027 letter, facts dated 22 Nov 2026"
}
