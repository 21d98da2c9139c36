/**
 * The words that are said the most on calls, in this order: counted on 600 sales calls, those that at least one call in
 * twenty holds.
 */
export const commonWords: readonly string[] =
  `i the you is it a and to not that do on for have ok in so one your am me what my this are can no with would we got
  yes of at will he there two about if they or just be like get up recorded was call did good want she line how but
  well then hundred all out oh laughs four now go going us let from hi twenty three right here know five medicare
  off said say them alright number calling see tell card need sorry plan does who back thank an six eight take nine
  insurance first help says thirty put sir thousand her when could ma'am by had month thing any look before forty
  over pay ask him please come give only hello name last year ten some anything down after nothing told hear as
  credit time somebody fifty day still seven today our something phone been may house every too doctor more think
  send nobody dollars years state talk might cause hold called sure health read bill sixty other thanks company work
  which quote people never make fine real much were debt free ninety calls offer area old eighty man keep program
  has own morning part goes home since his cards ahead great where around social same gov check better days coverage
  maybe car eleven little anybody plans mail both looking sign though till hey understand through usually minutes
  dot run paper again office stay solar nineteen than person thursday seventy roof new lot english twelve even next
  went law zero care whole those options county zip way email guy fifteen income doing asked mean available hang
  done while many perfect money wife lady deductible already mister lawyer door price percent o friday night
  tomorrow because local thought panels speak open buy b letter ain't hit most ones husband bye half start talking
  rather yours came why paying place record really truck auto address hospital contact wanted stop second silver
  drive use try attorney senior long comes guess power side week months owe january under gave else information
  government everybody numbers hurt gets represent cost end speaking ring big list blue another dollar agent private
  depends son date store organizations ship bank file intake report heard left without find folks fourteen should
  kind eighteen currently products december nice policy fee wait miss wrong application afternoon being everything
  one's works benefits probably premium`.split(/\s+/);
