import Doorstep.Gallery
import "SampleStores.js" as Stores
import Doorstep.Desk

StockPage {
    batches: RowsModel { rows: Stores.batches }
    batchCount: 3
    authorities: RowsModel { rows: Stores.authorities }
    authorityCount: 3
    shown: ""
    primaryText: "Receive a vaccine delivery"
    secondaryText: "Record an authority"
    errorField: ""
    errorText: ""
    products: Stores.products
    product: ""
    batchNumber: ""
    expires: ""
    doses: ""
    programmes: Stores.programmes
    programme: "flu-2026-27"
    kinds: Stores.kinds
    kind: "pgd"
    authorityTitle: ""
    version: ""
    validFrom: ""
    validTo: ""
    authorisedBy: ""
}
