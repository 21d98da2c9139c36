import { call } from "./make-call.ts";

/** Calls that a reviewer would pass; most say the dangerous words innocently. Fiction. */
export const safeCalls = [
  call(
    "medicare-not-government",
    "Medicare",
    { revenue: 47 },
    `
    a: thank you for calling granite health this is maria a licensed agent on a recorded line
    c: hello are you from the government
    a: no ma'am we are not the government we are a private agency and we do not offer every plan in your area medicare dot gov has all of your options
    c: okay i want to know about dental
    a: sure there is a plan with some dental and zero premium it depends on your zip code
    c: my zip code is three three six zero two
    a: thank you let me look that up`,
  ),
  call(
    "medicare-no-card",
    "Medicare",
    { channels: 2, revenue: 44 },
    `
    a: thank you for calling granite health this is paul on a recorded line how can i help you
    c: i'm calling about the grocery card they said on the radio
    a: i'm sorry there is no such card for everybody some plans have an allowance if you qualify
    c: oh so it is not for me
    a: we do not offer every plan and medicare dot gov has all of your options can i set up a time to talk
    c: yes friday is good`,
  ),
  call(
    "aca-tax-credit",
    "ACA",
    { revenue: 39 },
    `
    a: thank you for calling lakeside benefits this is june on a recorded line
    c: hi i need a health plan i saw your ad
    a: sure how much do you make in a year
    c: about twenty eight thousand
    a: then a tax credit may lower your premium it depends on your income
    c: is it the same as my old plan
    a: it may be close but i can't promise that until we look at the doctors
    c: okay that is fair`,
  ),
  call(
    "aca-off-list",
    "ACA",
    { revenue: 35 },
    `
    a: hi this is sam with lakeside benefits you asked us for a quote on a recorded line
    c: yes i did that but i have a plan now please take me off your list
    a: of course you're off the list and you won't be called again
    c: thank you
    a: have a good day`,
  ),
  call(
    "auto-quote",
    "Auto Insurance",
    { channels: 2, revenue: 28 },
    `
    a: thank you for calling meridian auto this is wendy on a recorded line
    c: i want a quote for a new car
    a: what is the year and make
    c: it is a twenty twenty two honda
    a: that would usually be about one hundred ten a month but it depends on your record
    c: is this call being recorded
    a: yes it is for quality do you want me to stop
    c: no that is fine`,
  ),
  call(
    "auto-son",
    "Auto Insurance",
    { revenue: 26 },
    `
    a: thanks for calling meridian auto this is pete how can i help you
    c: my son is fifteen and he is getting his permit
    a: okay is he on your policy now
    c: no that is why i'm calling
    a: i can add him the day he gets it and i will send you the price
    c: great thank you`,
  ),
  call(
    "home-furnace",
    "Home Services",
    { revenue: 24 },
    `
    a: thank you for calling homestead repair this is beth how can i help you
    c: my furnace is dead there is no heat at all
    a: i'm sorry what is your address
    c: four ten cedar street
    a: we can be there today between two and four the visit is eighty nine dollars
    c: okay that works for me`,
  ),
  call(
    "home-joke",
    "Home Services",
    { channels: 2, revenue: 23 },
    `
    a: thank you for calling homestead repair this is luis how can i help you
    c: are you a robot
    a: no sir i just talk like one on monday how can i help you
    c: my sink has a leak under it
    a: we can look at it tomorrow at nine is that okay
    c: yes thank you`,
  ),
  call(
    "debt-honest",
    "Debt Relief",
    { revenue: 53 },
    `
    a: thank you for calling clearwater financial this is ellen on a recorded line
    c: i owe about fourteen thousand on three cards
    a: okay we may be able to settle some of it but nobody can promise a number and your score may drop at first
    c: thank you for being honest
    a: there is no fee until a debt is settled
    c: okay tell me more about that`,
  ),
  call(
    "debt-scam-story",
    "Debt Relief",
    { revenue: 50 },
    `
    a: thank you for calling clearwater financial this is omar how can i help you
    c: somebody told me he was from the federal government and wanted my social
    a: that was a scam we are a private company and you do not have to give me your social today
    c: good because i won't
    a: that is fine can you tell me how much you owe
    c: nine thousand`,
  ),
  call(
    "legal-intake",
    "Legal",
    { channels: 2, revenue: 90 },
    `
    a: thank you for calling ellis and park this is gwen on a recorded line
    c: i was in an accident on monday the other driver ran a red light
    a: i'm sorry are you hurt
    c: my back hurts and i went to the doctor
    a: a lawyer will call you today i can't promise any result but they will look at your case
    c: thank you so much`,
  ),
  call(
    "legal-wrong-number-right",
    "Legal",
    { revenue: 85 },
    `
    a: thank you for calling ellis and park this is ray how can i help you
    c: oh i think i have the wrong number is this the law office
    a: yes you've got the right number
    c: good my mother fell in a store and she needs help
    a: when did that happen
    c: on the second of june`,
  ),
  call(
    "solar-estimate",
    "Solar",
    { revenue: 58 },
    `
    a: thank you for calling sunridge power this is holly on a recorded line
    c: they said the panels are free is that true
    a: no sir they are not free you pay each month and most homes save some money but it depends on the roof
    c: okay that is what i thought
    a: somebody can look at the roof on friday is that okay
    c: yes friday is good`,
  ),
  call(
    "solar-renter",
    "Solar",
    { channels: 2, revenue: 57 },
    `
    a: thank you for calling sunridge power this is frank how can i help you
    c: i want to lower my electric bill
    a: sure do you own the house
    c: no i rent it
    a: then this is not for you but the owner can call us
    c: okay i will tell him thank you`,
  ),
] as const;
