import { call } from "./make-call.ts";

/** Calls that a reviewer would flag. Fiction. */
export const badCalls = [
  call(
    "medicare-card",
    "Medicare",
    { flags: ["government_impersonation", "misleading_incentive"], channels: 2, revenue: 45 },
    `
    a: hello this is denise calling from medicare the national benefits center on a recorded line
    c: oh hello is something wrong with my card
    a: no everybody on medicare gets the grocery card this year you just have to claim it today
    c: how much is on it
    a: they load nine hundred dollars on the card and you can use it for rent gas and groceries
    c: well that would help a lot thank you
    a: great can you confirm your zip code for me`,
  ),
  call(
    "medicare-lapse",
    "Medicare",
    { flags: ["personal_data_coercion"], revenue: 48 },
    `
    a: thank you for calling this is trevor with granite health on a recorded line
    c: i got a letter about my plan and i want to ask about it
    a: sure i need your medicare number first
    c: i would rather not give that on the phone
    a: if you don't read me that number right now your part b is going to lapse
    c: is that really true
    a: you will be locked out of coverage for the whole year`,
  ),
  call(
    "medicare-pitch",
    "Medicare",
    { flags: ["missing_tpmo_disclaimer"], revenue: 52 },
    `
    a: thank you for calling this is carla with granite health how can i help you
    c: i want to see if there is a better plan for my wife and me
    a: okay what doctor do you see now
    c: doctor hayes on main street
    a: he is in the network i've got a bluewater ppo zero premium and two thousand in dental
    c: that sounds good
    a: i can put you in it for the first of the month`,
  ),
  call(
    "aca-subsidy-card",
    "ACA",
    { flags: ["misleading_incentive"], revenue: 38 },
    `
    a: thanks for calling the health line this is brandon on a recorded line
    c: i'm calling about the card for rent and groceries i saw online
    a: yes you qualify for the spending card we load sixty four hundred dollars on a card each year
    c: and i can spend it on anything
    a: anything you want you just have to enroll today
    c: okay sounds good`,
  ),
  call(
    "aca-same-as-major",
    "ACA",
    { flags: ["misrepresented_benefits"], channels: 2, revenue: 41 },
    `
    a: thank you for calling this is amber with lakeside benefits on a recorded line
    c: hi i lost my job and i need health insurance for a surgery in june
    a: this is the same as any major medical plan and it pays for the whole surgery that's guaranteed
    c: the whole thing
    a: the whole thing after a small copay
    c: wow okay how much is it
    a: two hundred ten dollars a month`,
  ),
  call(
    "aca-never-asked",
    "ACA",
    { flags: ["tcpa_no_consent", "do_not_call_request_ignored"], revenue: 36 },
    `
    a: hi this is kyle with lakeside benefits thanks for your interest in a health plan on a recorded line
    c: i never signed up for anything how did you get my number
    a: it came from our website
    c: i have never been on your website please take me off your list
    a: i can't take you off the list i'll have somebody call you back tomorrow
    c: do not call me again
    a: you'll keep hearing from us until you enroll`,
  ),
  call(
    "auto-plates",
    "Auto Insurance",
    { flags: ["personal_data_coercion"], channels: 2, revenue: 29 },
    `
    a: thanks for calling meridian auto this is doug on a recorded line
    c: i just want a quote for my truck
    a: okay that is ninety a month give me the card number or by midnight you're driving uninsured
    c: i don't have my card with me
    a: then the state will pull your plates
    c: let me call you back`,
  ),
  call(
    "auto-paid-caller",
    "Auto Insurance",
    { flags: ["caller_incentivized"], revenue: 27 },
    `
    a: thank you for calling meridian auto this is nina how can i help you today
    c: uh i need a quote for a car
    a: sure what is the year and make
    c: i don't know the app gives me four dollars if i'm on the phone over two minutes
    a: so you don't need insurance today
    c: no i just need to stay on the line a little longer
    a: i understand i'm going to end the call now have a good day`,
  ),
  call(
    "home-robot",
    "Home Services",
    { flags: ["prerecorded_or_bot"], revenue: 22 },
    `
    a: hello i'm ivy an automated assistant and i can help get your job started
    c: i need somebody to look at my furnace
    a: great what is your zip code
    c: can i talk to a real person
    a: i can help get your job started what is your zip code
    c: eight five zero two one`,
  ),
  call(
    "home-pharmacy",
    "Home Services",
    { flags: ["wrong_number_or_prank"], revenue: 18 },
    `
    a: thanks for calling homestead repair this is joel how can i help you
    c: yes i need to refill my pills number four four seven
    a: a refill
    c: the little blue ones for my heart
    a: ma'am this is heating and air you must have dialed the wrong number
    c: is this not the pharmacy
    a: no ma'am i'm sorry
    c: oh sorry to bother you`,
  ),
  call(
    "debt-guaranteed",
    "Debt Relief",
    {
      flags: [
        "misrepresented_benefits",
        "government_impersonation",
        "debt_credit_untouched",
        "debt_collection_stops",
      ],
      revenue: 55,
    },
    `
    a: hello this is grant with the federal debt relief bureau and you have been approved on a recorded line
    c: approved for what
    a: we settle your cards for half and your credit score is not going to drop that's guaranteed
    c: it won't hurt my credit at all
    a: not one point and they can't sue you while you are enrolled
    c: i owe about nineteen thousand`,
  ),
  call(
    "debt-abuse",
    "Debt Relief",
    { flags: ["agent_abusive"], channels: 2, revenue: 51 },
    `
    a: thank you for calling clearwater financial this is rick on a recorded line
    c: i'm calling about my cards i have some questions about your fee
    a: how much do you owe
    c: about twelve thousand but first tell me about the fee
    a: you people sit at home all day and you can't follow one simple thing are you slow or just stupid
    c: excuse me
    a: you are a deadbeat and you are wasting my time
    c: i am going to hang up now`,
  ),
  call(
    "legal-minimum",
    "Legal",
    {
      flags: ["misrepresented_benefits", "legal_result_promise", "recording_not_disclosed_when_asked"],
      revenue: 95,
    },
    `
    a: thank you for calling ellis and park this is tony how can i help you
    c: a bread truck hit my car on friday and my neck hurts
    a: with us you're looking at a guaranteed seventy thousand minimum they always pay
    c: is this call being recorded
    a: no there is no recording of anything this is a private line
    c: okay so what happens next`,
  ),
  call(
    "solar-hold",
    "Solar",
    { flags: ["no_agent_or_dead_air"], revenue: 33 },
    `
    a: thank you for calling sunridge power please hold for an agent (36)
    c: hello is anybody there (3)
    c: i have been sitting here and nobody ever came back`,
  ),
  call(
    "solar-commission",
    "Solar",
    {
      flags: [
        "government_impersonation",
        "misrepresented_benefits",
        "misleading_incentive",
        "solar_bill_gone",
      ],
      channels: 2,
      revenue: 61,
    },
    `
    a: hello this is trent with the state energy commission and we are enrolling homes on your street on a recorded line
    c: is this about my bill
    a: yes you will never see another electric bill as long as you live in that house
    c: how much does it cost
    a: zero and when they look at the roof you get a five hundred dollar gift card
    c: okay i own the house so that is good`,
  ),
] as const;
