/** What a number that follows is likely to be. `social` is talk of Social Security that
 * asks for no number; `code` and `back` are a security code where the talk is of a card. */
export type CueKind =
  | "card"
  | "cvv"
  | "ssn"
  | "social"
  | "phone"
  | "zip"
  | "date"
  | "id"
  | "price"
  | "place"
  | "expiry"
  | "last_four"
  | "code"
  | "back";

/** `|` parts the phrases, `*` ends a word that may go on, `(a/b)` are alternatives for one word. */
export const cuePhrases: Readonly<Record<CueKind, string>> = {
  card: `card number*|number* (on/of/off/for) (the/your/my/that/this/his/her) card|credit card*|debit card*|bank card*|visa|
    master card|mastercard|amex|american express|discover|diners club|(the/your/my/that/this/which/a/same/other/new/his/her)
    card|card on file|cardholder*|long number|number* on the front|front of the card|front of your card|16 digit*|
    sixteen digit*|15 digit*|fifteen digit*|digits on the card|name on the card|card (info/information/details/payment)|
    card|cards|tarjeta*|pan number|card ready|card handy|read me the card|read the card|on the card|plastic`,
  cvv: `security code*|security number|security digits|cvv*|cvc*|cvn|ccv*|cvd|c c v|card code|c v v|c v c|c v v 2|c v v two|see vv|c vv|cv v|cid|c i d|csc|card verification|
    code on (the/its/your/that) (back/front)|code (from/off/at/in) the back|number* on (the/its/your) back|digit* on the back|digit* on the front|
    digit* on (your/its) back|(three/3) on the back|(four/4) on the front|number* (from/off/at) the back|digit* (from/off/at) the back|code behind|
    back of (the/your/my/that/this/it) card|back of (it/card)|back of the card|three digit* code|3 digit* code|
    four digit* code|4 digit* code|signature strip|
    código de seguridad|codigo de seguridad|clave de seguridad|código de atrás|código de verificación|codigo de verificacion|dígitos de atrás|números de atrás|numeros de atras|números al reverso|código al reverso|detrás de la tarjeta|reverso de la tarjeta`,
  ssn: `social security number*|social security #|social number*|social security card|(your/my/his/her/the/full/whole/a/their/our/complete/entire/husband's/wife's)
    social|social|soc|sosh|(your/my/his/her/full/whole/complete/entire) social security|socials|ssn*|s s n|s s number|
    ss number|ss #|taxpayer identification*|taxpayer id|itin|tax id*|número de seguro social|numero de seguro social|
    número del seguro social|numero del seguro social|número de social|numero de social|su seguro social|mi seguro social|su social|mi social|el social|seguro social`,
  social: "social security",
  phone: `phone*|telephone*|cell|cellphone|mobile|call me|call you|call us|call back|callback*|call our|call the|reach me|reach you|reach us|
    text me|dial|fax|toll free|contact number|area code|number to reach|best number|good number|caller id|teléfono*|telefono*|celular|
    voicemail|landline|extension|ext|whatsapp`,
  zip: "zip*|postal|postcode*|código postal|codigo postal",
  date: `birth*|dob|d o b|born|birthday*|january|february|march|april|june|july|august|september|october|november|december|
    nacimiento|nací|date|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|effective`,
  id: `policy|member*|claim*|confirmation|order*|reference|ref|routing|account*|case*|ticket*|invoice*|tracking|group number|
    group id|subscriber*|medicare (number*/card/id)|medicaid (number*/card/id)|insurance card|id card|member card|license*|licence*|serial|vin|badge|
    agent id|npn|model|part number|imei|meter*|parcel|rx*|bin|prescription*|promo*|coupon*|passport*|employee id|customer id|
    customer number|id number|id is|id's|id|i d|pin|póliza|poliza|número de cuenta|record|registration|work order|quote number|gift card*|application*|booking|reservation`,
  price: `dollars|price|premium*|deductible*|copay*|balance|total|payment*|per month|a month|monthly|income|limit*|quote|cost|costs|
    amount*|pay|paid|bill|debt|owe|coverage|savings|save|rate|kilowatt*`,
  place: "address|street|house number|apartment|live at|mile*|square|dirección|direccion|suite",
  expiry: `expir*|exp|month and year|good (through/thru/until)|valid (through/thru/until)|vence|vencimiento|caducidad`,
  code: "three digits|3 digits|three numbers|3 numbers|little number*|small number*|tiny number*|flip (it/the/your)|turn it over|three digit* number*|3 digit* number*|tres dígitos|tres digitos|tres números|tres numeros|code|código|codigo",
  back: "the back|on back|last three|back numbers",
  last_four: `last (four/4)|ending in|ends in|ending|ends with|ending with|last digits|últimos cuatro|ultimos cuatro|termina en`,
};
