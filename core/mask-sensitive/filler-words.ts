/** What is said within a number that is being read out and does not end it. */
export const fillerWords: ReadonlySet<string> = new Set(
  `uh um er erm ah eh em hm hmm mm mmm mhm mmhm mmhmm huh uhhuh oh o ooh
  well so like okay ok k kay alright right all yes yeah yea yep yup ya sure got it gotcha gotchu go ahead and then next now
  dash hyphen minus space dot point comma period slash stroke hash pound x
  sorry no nope wait oops whoops pardon excuse me let see hold hang on please
  correct that's that thats this is it's its the perfect great good cool fine awesome wonderful excellent
  thanks thank you continue keep going sir ma'am maam mister miss listening i'm im ready i have we're with
  what's what after again repeat say was are be by at still there one moment second sec minute mean meant rather not actually
  correction scratch make copy noted check followed first last four digits digit numbers number group set
  a an think looks guess maybe does say says real quick real little bit yet
  sí si bueno vale bien ok listo dale ajá aja perdón perdon no espere luego después despues y guión guion este eh pues
  claro correcto gracias adelante siga entonces`.split(/\s+/),
);

/** Takes a part of the number back: what follows belongs to it, however complete it was. */
export const correctionWords: ReadonlySet<string> = new Set(
  "sorry no nope wait oops whoops mean meant rather not actually correction scratch make perdón perdon espere".split(
    " ",
  ),
);

/** Says that the reading of a number is broken off and will go on, whatever else is said. */
export const interruptionWords: ReadonlySet<string> = new Set(
  "wait hold hang glasses see read reading repeat moment second sec minute sorry as breaking hear again espere".split(
    " ",
  ),
);

/** May be swallowed with the digits around it: hesitation and the names of the marks between groups. */
export const hesitationWords: ReadonlySet<string> = new Set(
  "uh um er erm ah eh em hm hmm mm mmm oh o and then dash hyphen minus space dot point comma slash x y guión guion".split(
    " ",
  ),
);

/** After a short number these say that it is an amount, an age, a time or an address. */
export const unitWords: ReadonlySet<string> = new Set(
  `dollars dollar bucks buck cents cent percent percentage years year yrs months month weeks week days day hours hour minutes
  mins seconds am pm o'clock miles mile feet foot inches inch acres pounds people persons kids children visits pills
  refills cars vehicles units watts kilowatts grand gb mg thousand million billion street st avenue ave road rd drive lane
  ln court ct boulevard blvd way circle place highway hwy apartment apt suite north south east west old deductible premium
  copay ppm points plans carriers products organizations times dólares dolares pesos años anos meses días dias horas`
    .split(/\s+/)
    .filter((word) => word !== ""),
);
