#pragma once

#include <QStringView>
#include <array>

/// Parts that made-up names are put together from. Any two parts give at least eight letters, and
/// the result is plainly nobody's name.
namespace doorstep::synthetic::parts {

inline constexpr std::array FamilyFirst{u"Quibble", u"Thimble", u"Marzipan", u"Pickle", u"Bumble",
    u"Crumpet", u"Dapple", u"Flapjack", u"Gingham", u"Jigsaw", u"Kettle", u"Lollop", u"Muffin",
    u"Noodle", u"Pumpkin", u"Rhubarb", u"Snorkel", u"Teapot", u"Trinket", u"Turnip", u"Waffle",
    u"Wobble", u"Zigzag", u"Bobbin", u"Button", u"Cobble", u"Doodle", u"Fiddle", u"Giggle",
    u"Marble", u"Nimble", u"Paddle", u"Puddle", u"Ramble", u"Riddle", u"Saddle", u"Spangle",
    u"Tinsel", u"Trundle", u"Twiddle", u"Whistle"};
inline constexpr std::array FamilyLast{u"worth", u"thorpe", u"combe", u"wick", u"shaw", u"holme",
    u"mere", u"croft", u"stead", u"beck", u"garth", u"field", u"bury", u"ford", u"dale", u"well"};
inline constexpr std::array GivenFirst{u"Abber", u"Bella", u"Corda", u"Dorri", u"Elfri", u"Ferdi",
    u"Gwendi", u"Hespe", u"Isobi", u"Jocas", u"Kerri", u"Lorri", u"Mirab", u"Netti", u"Ottol",
    u"Pereg", u"Quent", u"Rosam", u"Sylve", u"Thoma", u"Ursul", u"Valdi", u"Wilhe", u"Xanth",
    u"Yolan", u"Zebed"};
inline constexpr std::array GivenFemale{u"lina", u"nella", u"dora", u"mina", u"thea", u"bella"};
inline constexpr std::array GivenMale{u"bert", u"mund", u"ward", u"fred", u"wick", u"ston"};
inline constexpr std::array Streets{u"Lantern", u"Copper", u"Heron", u"Mill", u"Orchard", u"Chapel",
    u"Weavers", u"Cinder", u"Marigold", u"Fountain", u"Saffron", u"Tannery", u"Bellfounder",
    u"Cartwright", u"Kiln", u"Meadowsweet", u"Osier", u"Ropewalk"};
inline constexpr std::array StreetKinds{
    u"Street", u"Lane", u"Close", u"Row", u"Gardens", u"Terrace"};
inline constexpr std::array HomeNames{u"Marigold Court", u"Heron House", u"Osier Lodge",
    u"Kiln View", u"Lantern Grange", u"Saffron Gate"};
inline constexpr std::array Gps{
    u"Dr Quillfeather", u"Dr Bumblethwaite", u"Dr Wafflecombe", u"Dr Teapotsworth"};
inline constexpr std::array RiskGroups{u"clinical-risk", u"asthma", u"ckd-3-5", u"immunosuppressed",
    u"carer", u"immunosuppressed-contact"};
inline constexpr std::array Allergies{u"Penicillin: rash", u"Latex: swelling", u"Egg: vomiting",
    u"Ibuprofen: wheeze", u"Plasters: blisters"};
inline constexpr std::array Adjustments{u"Speak slowly and face the person", u"Easy read letters",
    u"Ring before you come", u"Stand on the right side", u"Carer must be there", u"Large print",
    u"Quiet room, one person at a time", u"Show the picture card first"};
inline constexpr std::array Alerts{
    u"Warfarin", u"Two staff at every visit", u"Home oxygen", u"Insulin, eats at noon"};
inline constexpr std::array AccessNotes{u"Key safe by the back door", u"Dog: ring first",
    u"Ring twice, slow to the door", u"Side gate, mind the step", u"Entry by the warden"};
inline constexpr std::array Languages{
    u"Polish", u"Punjabi", u"Urdu", u"Portuguese", u"British Sign Language"};
inline constexpr std::array FluPlaces{
    u"Quay Pharmacy", u"Quillhaven Surgery", u"Market Hall clinic"};

} // namespace doorstep::synthetic::parts
