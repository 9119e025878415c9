import QtQuick

// The band fed from one object, the same on every page of a patient. `patient` has: name, born, age, sex,
// nhsNumber, allergyState, allergies, allergiesMore, allAllergies,
// address, identity (all strings; see PatientBand).
PatientBand {
    required property var patient // a view-model or value object with the members above

    patientName: patient.name
    born: patient.born
    age: patient.age
    sex: patient.sex
    nhsNumber: patient.nhsNumber
    allergyState: patient.allergyState
    allergies: patient.allergies
    allergiesMore: patient.allergiesMore
    allAllergies: patient.allAllergies
    address: patient.address
    identity: patient.identity
}
