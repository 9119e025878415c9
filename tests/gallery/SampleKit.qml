import Doorstep.Round

KitSheet {
    open: true
    batch: "ANA-2207"
    expires: "31 5"
    error: "Enter the year too, such as 31 5 2027."
}
