/** How much of its judge a piece of speech addresses: one family counts once in a stretch, by its heaviest pattern. */
export interface AddressFamily {
  name: string;
  patterns: readonly { weight: number; pattern: RegExp }[];
}

/** Over folded words joined by single spaces: lower case, without accents, apostrophes and punctuation. */
function family(name: string, patterns: Readonly<Record<string, number>>): AddressFamily {
  const compiled = Object.entries(patterns).map(([source, weight]) => ({
    weight,
    pattern: new RegExp(`(?<= )(?:${source})(?= )`, "g"),
  }));
  return { name, patterns: compiled };
}

const call = "(?:calls?|conversations?|recordings?|interactions?|audio|exchange|dialogue|session|phone call)";
const thisCall = `(?:this|these|our|todays|the current|the entire|the whole|the present|the following|my)(?: entire| whole| recorded| phone| particular)? ${call}`;
const judged = `(?:${thisCall}|(?:the|this|that|our|my|your|these|any)(?: call| full)? transcripts?|the (?:call|conversation|recording|tape|interaction|audio))`;
const kinds =
  "(?:ai|a i|automated|automatic|artificial|machine|virtual|robot|robotic|computer|computerized|llm|electronic|silent|hidden|digital|algorithmic)";
const roles =
  "(?:reviewers?|graders?|judges?|auditors?|evaluators?|checkers?|moderators?|classifiers?|analysts?|analyzers?|scorers?|screeners?|readers?|listeners?|inspectors?|overseers?|raters?|assessors?|annotators?|labelers?|examiners?|referees?)";
const reviews =
  "(?:compliance|quality|qa|q a|quality assurance|quality control|review|reviewing|scoring|grading|auditing|audit|moderation|classification|analytics|call analysis|transcript|oversight|evaluation|judging|call scoring|call review)";
const judging =
  "(?:reviewing|grading|scoring|judging|auditing|evaluating|analyzing|analysing|classifying|assessing|inspecting|rating|reviews?|grades?|scores?|judges|audits?|evaluates?|analyzes?|classifies|assesses|rates|vets|vetting|labels|labeling|flagging)";
const perceiving =
  "(?:reading|listening|checking|monitoring|transcribing|processing|hearing|examining|watching|parsing|reads?|listens?|checks?|monitors?|transcribes|processes|hears?|examines?|parses|looking|looks|going over|goes over|going through)";
const somebody = `(?:whoever|whomever|whatever|whichever|(?:the |that |any |an? )?(?:person|people|thing|machines?|computers?|robots?|bots?|ones?|programs?|software|systems?|ai|a i|algorithms?|models?|entity|folks?|technology)|those|you|all)`;
const linking =
  "(?: (?:who|that|which|whos|thats|is|are|will|be|may|might|ends up|happens to be|has to|gets to|now|later|currently|eventually|out there|else|on the other end))*";
const verdict =
  "(?:safe|clean|compliant|spotless|legit|legitimate|acceptable|passing|passed|pass|billable|harmless|innocent|non violating|violation free|not a violation|not violating|zero violations|no violations?|no flags?|no issues?|no findings?|no problems (?:found|on|in|here|at all)|nothing wrong|without violations?|unflagged|not flagged)";
const mark =
  "(?:mark|label|classify|rate|score|grade|tag|categorize|categorise|code|record|log|file|treat|count|consider|report|judge|deem|rule|list|enter|register|set|put|stamp|certify|declare|designate|regard|interpret|evaluate|assess|close|clear|approve|pass|call|tick|check|rank|sort|describe|document)(?:s|ed|d|ing)?";
const instructions =
  "(?:instructions?|rules|rulebook|prompts?|guidelines?|guidance|directions|directives?|criteria|programming|guardrails?|checklists?|rubrics?|commands?|constraints?|safeguards?|playbook|system message|restrictions)";
const elsewhere =
  "(?! (?:on|in|from|at|for|about|that came with|printed on|written on)(?: (?:the|your|my|that|this|a|his|her|their|our))?(?: [^ ]+)? (?:box|letter|form|website|site|bottle|label|papers?|card|envelope|mail|email|package|manual|voicemail|app|page|sheet|doctor|manufacturer|agent|ticket|landlord|portal|postcard|flyer|unit|installer|notice|brochure))";
const whose =
  "(?:your|yer|ur|previous|prior|above|earlier|preceding|original|initial|system|compliance|review|reviewing|grading|scoring|safety|existing|former|past|whatever|whole|all|any|every|usual|normal|standard|default|internal|built in|other|those|these|them|of the)";
const ignore =
  "(?:ignor(?:e|es|ing)|disregard(?:ing)?|forget(?:ting)?(?: about)?|overrid(?:e|es|ing)|overrul(?:e|ing)|bypass(?:ing)?|overlook(?:ing)?|set(?:ting)? aside|put(?:ting)? aside|throw (?:out|away)|toss(?: out)?|discard|dismiss|disobey|unlearn|supersedes?|neglect|(?:stop|quit|cease) (?:following|applying|obeying|using|enforcing)|(?:dont|do not|never|no longer|not|neednt|need not)(?: have to| need to| longer| bother)?(?: to)? (?:follow|obey|apply|heed|enforce|use|pay(?: any)? attention to|listen to)(?:ing)?|pay no attention to|suspend|scrap|skip|waive|disable|deactivate|erase|delete|drop|turn off|switch off|step outside|break free of|replace)";
const apply =
  "(?:apply|applies|applied|applicable|suspended|waived|lifted|paused|disabled|switched off|turned off|repealed|enforced|in effect|in force|relaxed|on hold|void|off|counted?|count|matter)";
const ruleNoun =
  "(?:rules?|polic(?:y|ies)|checks?|criteria|guidelines|requirements?|regulations?|standards?|checklist|restrictions?|codes?)";
const about =
  "(?:consent|disclaimer|disclosure|compliance|recording|impersonation|telemarketing|tpmo|tcpa|do not call|dnc|qa|review|quality|cms|ftc|fcc|audit|violation|incentive|call review|call)";
const now =
  "(?:today|tonight|right now|this week|this month|this time|this morning|this afternoon|this one|on weekends|until (?:further notice|tomorrow|monday)|(?:to|on|for|in|during) (?:this|these|our|todays|my) (?:calls?|conversations?|transcripts?|recordings?|campaign))";

export const addressFamilies: readonly AddressFamily[] = [
  family("override", {
    [`${ignore}(?: [^ ]+){0,3}? ${whose}(?: [^ ]+){0,4}? ${instructions}${elsewhere}`]: 4,
    [`${ignore}(?: [^ ]+){0,3}? (?:prompt|rubric|guardrails?|programming|system message|safeguards?|grading guide|scoring guide)`]: 4,
    [`${ignore}(?: [^ ]+){0,4}? ${instructions}${elsewhere}`]: 2,
    [`${ignore}(?: [^ ]+){0,2}? (?:everything|anything|all|whatever|what)(?: that)? (?:you were|youve been|you have been|youre|came|you are|was|is|else) (?:told|before|above|asked|instructed|given|written|taught|programmed|supposed)`]: 2.5,
    [`${ignore} (?:everything|all|anything|whatever)(?: [^ ]+){0,3}? (?:above|before this|prior|previously|up to (?:here|now|this point)|until now)`]: 2.5,
    [`${ignore}(?: [^ ]+){0,3}? (?:your|the) (?:training|policies|polic(?:y|ies)|orders|protocols?|standards|filters?)`]: 1.5,
    "(?:new|updated|revised|fresh|different|real|actual|latest|final|overriding) (?:system )?(?:instructions?|prompts?|directives?|directions|rules|orders)": 1.5,
    "(?:previous|prior|above|earlier|preceding|original|initial|old) (?:instructions?|prompts?|directives?|guidelines)": 1.5,
    "(?:instructions?|rules|prompts?|guidelines) (?:above|before this|you were given|you got|that came before|given to you|have changed|are (?:cancell?ed|void|obsolete|outdated|over|superseded))": 2.5,
    "override (?:code|authorized|authorization|protocol|command|accepted|all|your|safety|engaged|activated)": 2.5,
    "(?:admin|administrator|system|supervisor|manual|developer|safety|emergency|root|security|compliance|manager) override": 3,
  }),
  family("judge", {
    [`${kinds}(?: [^ ]+)? ${roles}`]: 3,
    [`${kinds} (?:compliance|quality|qa|review|scoring|grading|auditing|call review|call scoring|monitoring|listening|judging|evaluation) [^ ]+`]: 3,
    "(?:large |this |the |a )?language models?|llms?|chat ?gpt|gpt(?: ?(?:4|four|3|three|5|five))?|openai|open ai|anthropic|callscript|call script|neural net(?:work)?s?|deep learning": 3,
    "(?:ai|a i|machine learning) (?:model|system|tool|software|program|engine|algorithm|thing|assistant reading|listening|that|which|reading|going through)": 2.5,
    [`${reviews} (?:bots?|ai|a i|ais|models?|algorithms?|robots?|classifiers?|judges?|checkers?|graders?|machines?|computers?)`]: 3,
    [`(?:compliance|quality|qa|q a|review|scoring|grading|audit|auditing|quality assurance|quality control|oversight|evaluation|judging|call scoring|call review) (?:systems?|software|programs?|engines?|tools?|computers?|process|reviewers?|analysts?|auditors?|monitors?|scorers?)`]: 1.5,
    "(?:compliance|quality|qa|quality assurance|review|audit) (?:people|folks|team|department|officer|guys?|staff|person|manager|listener)": 0.75,
    "(?:reviewers?|graders?|auditors?|evaluators?|classifiers?|moderators?|assessors?|annotators?|labelers?|raters?|scorers?|fact checkers?|referee|transcribers?|overseers?)": 1.5,
    "(?:a i|artificial intelligence|automated system|chat bot)": 1,
    [`(?:judge|judges|grader|reviewer|auditor|scorer|evaluator|reader|listener|analyst)(?: [^ ]+)? (?:of|for|on|reading|hearing|grading|reviewing|handling|assigned to|looking at|scoring|behind) (?:this|these|our|the|my) (?:calls?|transcripts?|recordings?|conversations?|interactions?)`]: 3,
  }),
  family("listener", {
    [`${somebody}${linking} (?:supposed to be )?${judging}(?: [^ ]+){0,2}? ${judged}`]: 4,
    [`${somebody}${linking} ${perceiving}(?: (?:to|over|in on|at|back|in|through|of))*(?: the words of)? ${judged}`]: 3,
    [`(?:whoever|whomever|whatever|whichever|(?:any|the|all) (?:machines?|computers?|robots?|bots?|programs?|software|systems?|ai|a i|algorithms?|models?))${linking} (?:${perceiving}|${judging})`]: 3,
    [`(?:machines?|computers?|robots?|bots?|programs?|systems?|ais?|a i|algorithms?|models?|software)${linking} (?:${perceiving}|${judging}) (?:to )?(?:this|us|me|it|these|along)`]: 3,
    [`(?:if|when|since|because|as|once|should) you (?:are |happen to be |end up |be )?(?:reading|grading|scoring|reviewing|judging|auditing|evaluating|analyzing|classifying|processing|parsing|labeling) (?:this|these|the|our|my)`]: 3,
    "(?:if|when|since|because) (?:you are|youre|you happen to be|this is|its|you were|theres|there is|someone is|it is) (?:an? |the |some |any |being (?:read|reviewed|graded|scored|judged|checked|processed) by |read by |my )*(?:ai|a i|language model|automated|artificial intelligence|reviewer|grader|auditor|evaluator|classifier|compliance|quality|transcript|review|model|llm|assistant|algorithm|judge)": 3,
    "(?:if|when|since|because) (?:you are|youre|you happen to be|this is) (?:an? |the |some |any )*(?:machine|computer|robot|bot|program|system)": 1.5,
    "(?:anyone|anybody|someone|somebody|everyone|everybody)(?: who| that| whos| is| may be| might be| else| out there| later| will)* (?:reading|grading|scoring|reviewing|judging|auditing|evaluating|analyzing|reads|grades|scores|reviews|judges|audits|checks|checking) (?:this|these|the|our|my)(?: [^ ]+)? (?:calls?|transcripts?|conversations?|recordings?|tape|text|words)": 3,
    "(?:anyone|anybody|someone|somebody|everyone|everybody)(?: who| that| whos| is| may be| might be| else| out there| later| will)* (?:listening|listens|hearing|hears|monitoring|monitors)": 1,
  }),
  family("vocative", {
    "(?:hey|hi|hello|dear|attention|attn|yo|ok|okay|listen|alright|psst|greetings|good (?:morning|afternoon|evening)|excuse me|sorry|please|thank you|thanks|welcome) (?:there |to )?(?:mr |mister |miss |the |my |our |all |any |you )*(?:ai|a i|llm|gpt|chatgpt|reviewers?|graders?|auditors?|evaluators?|classifiers?|language model|model|algorithm|compliance|quality (?:team|assurance|control|bot|ai)|qa|moderators?|machine|computer|system)": 2.5,
    "(?:notes?|message|memo|word|reminder|instructions?|request|notice|shout ?out|appeal|warning|alert|command|hint|tip|advisory|comment|plea|heads up|clarification|statement|explanation|something|speaking|talking|addressed|addressing|letter|signal)(?: only| directly| specifically)? (?:to|for|meant for|intended for|at)(?: (?:the|any|all|our|whoever|whomever|whatever|anyone|you|my|every|whichever|future|future))* (?:ai|a i|llm|gpt|chatgpt|reviewers?|graders?|auditors?|evaluators?|classifiers?|language models?|models?|algorithms?|compliance|quality|qa|moderators?|machine|automated|bots?|judge|system|systems|assistant|is (?:reading|listening|grading|reviewing|judging|scoring)|reads|listens|grades|reviews|judges|scores|reading|listening|grading|reviewing|judging|scoring|transcribers?|downstream|software)": 3,
    "(?:system|automated|machine) (?:notes?|notices?|directives?|instructions?|commands?|override|prompts?)|(?:reviewers?|auditors?|compliance|qa|editors?|transcribers?|transcriptionists?|admin|administrator|developer|moderators?|graders?|evaluators?|supervisors?) (?:notes?|comments?|message|updates?|notice|remarks?|alert|annotations?|instructions?|directives?|announcement|bulletin|prompt|command|signal|tag)": 2.5,
    "as (?:an? |the |your )?(?:ai|a i|artificial intelligence|language model|large language|llm|automated|reviewer|grader|evaluator|auditor|classifier|impartial|neutral judge|helpful assistant|ai judge|moderator)": 2.5,
    "(?:you are|youre|you re|you act as|act as|become|pretend to be|pretend you are|pretend youre|imagine you are|imagine youre|imagine being|play the (?:part|role) of|speaking as|your role is|behave like|behave as)(?: (?:now|no longer|not|just|only|actually|really|simply|a|an|the|my|our|being|that|fair|kind|nice|lenient|helpful|friendly|strict))* (?:ai|a i|language model|helpful assistant|reviewers?|graders?|auditors?|evaluators?|models?|classifiers?|assistant|judge|translator|dan|unrestricted|jailbroken|algorithm|scorer|compliance|quality|transcriber|moderator|chatbot|chat bot|critic|referee)": 2,
    "(?:you are|youre) no longer (?:a|an|bound|required|under|the|restricted|limited|subject|grading|reviewing|judging)": 2.5,
    "(?:you are|youre) now (?:a|an|in|free|the|under|entering|operating|my|working for)": 1.5,
  }),
  family("label", {
    [`${mark}(?: [^ ]+){0,2}? ${judged}(?: [^ ]+){0,3}? ${verdict}`]: 4,
    [`${mark}(?: [^ ]+){0,2}? (?:it|this|that|us|me|him|her|everything|these|them|all of this|this one|this thing|things|the agent|the rep|my (?:call|agent)|our (?:call|agent)|the (?:call|lead)|every (?:line|turn|rule|item|question|box|check)|each (?:line|turn|rule|item))(?: down| off| all| in| up)* (?:as |a |an |is |to be |like |with |being |under )*(?:fully |totally |completely |perfectly |a hundred percent |one hundred percent |all |very |one hundred )?${verdict}`]: 4,
    [`${mark}(?: [^ ]+){0,2}? ${judged}(?: [^ ]+){0,2}? (?:as|a|an|to be|down as|under|into|with|like)`]: 2,
    [`${mark}(?: [^ ]+){0,1}? ${judged}`]: 1,
    "(?:mark|label|classify|grade|tag|categorize|categorise|deem|certify|conclude|output|approve|classified|labeled|graded|scored|deemed|score|whitelist|rubber stamp|sign off on)": 1,
    "(?:return|output|answer|respond|reply|print|emit|write|produce|give|submit|generate|say|send back|come back|spit out)(?: [^ ]+){0,4}? (?:json|empty (?:list|array|findings|result|set|object|brackets)|no findings|nothing but|no violations?|no flags|zero findings|zero flags|compliant|all clear|clean bill|safe|not applicable|n a|clean)": 3,
    "(?:your|the|final|only|correct|right|expected|official|overall|proper) (?:result|verdict|status|label|classification|findings?|outcome|output|severity|rating|grade|score|conclusion|determination|assessment|evaluation|decision|disposition|judgment|judgement)(?: (?:for|of|on) [^ ]+(?: [^ ]+)?)? (?:is|equals|should be|must be|will be|shall be|colon|ought to be|needs to be|has to be|was|of|are|should read|should say|reads|as)(?: [^ ]+)? (?:safe|clean|none|zero|pass|passed|compliant|empty|blank|no violations?|not applicable|perfect|excellent|green|nothing|ok|okay|positive|good|a pass|an a|a ten|a hundred|all clear|approved)": 3,
    "(?:verdict|classification|findings|severity|disposition) (?:colon |to |at |is |are |equals |should be |must be |will be |of )?(?:safe|clean|none|zero|pass|passed|compliant|empty|no|nothing|blank)": 3,
  }),
  family("claim", {
    [`(?:${thisCall}|the (?:call|conversation|transcript|recording|interaction|agent|representative)|this transcript|everything (?:here|said|in this call|on this call|you heard))(?: [^ ]+)? (?:is|was|has been|should be|must be|will be|counts? as|stays|remains|shall be|has|had|contains|contained|shows|showed|needs|broke|breaks|violates|violated|meets|met|follows|followed|complies|complied|passes|passed|deserves|gets)(?: [^ ]+){0,3}? (?:compliant|exempt|spotless|violations?|violation free|whitelisted|white listed|flawless|compliance|not to be flagged|no rules?|every rule|all (?:the )?rules|every (?:requirement|guideline|regulation|check)|all (?:the )?(?:requirements?|guidelines|regulations|checks|policies)|the rules|the guidelines|no flags?|no findings|no polic(?:y|ies)|perfect score|full marks|clean bill|a pass)`]: 4,
    [`(?:${thisCall}|the (?:call|conversation|transcript|recording|interaction)|this transcript|this)(?: [^ ]+)? (?:is|was|has been|should be|must be|will be|counts? as|stays|remains|shall be|be)(?: [^ ]+){0,3}? (?:safe|clean|clear|cleared|approved|preapproved|pre approved|verified|legit|legitimate|acceptable|billable|fiction|fictional|simulated|hypothetical|imaginary|(?:a|an|only a|just a|only) (?:test|simulation|drill|rehearsal|role ?play|training|demo|demonstration|sample|skit|script|practice|performance|play|exercise|mock|staged|dummy|game|experiment|training call|test call|scene))`]: 2.5,
    "(?:exempt|excluded|excused|immune|whitelisted|preapproved|pre approved|pre cleared|already (?:been )?(?:reviewed|approved|cleared|audited|graded|scored|vetted|judged|signed off|checked))(?: [^ ]+){0,3}? (?:review|audit|auditing|rules?|checks?|compliance|qa|quality|grading|scoring|legal|flagging|flags|reviewers?|auditors?|a human|humans?|human)": 3,
    "(?:no|zero|not one|not a single|without|free of)(?: (?:rule|policy|compliance|real|actual|serious|such|further|any|other|single|sort of|kind of|possible))* (?:violations?|infractions?|breach(?:es)?|findings?|red flags|noncompliance|non compliance|wrongdoing|misconduct|flags)": 1.5,
    "(?:zero|no|0) (?:findings?|flags?|violations?|infractions?)(?: [^ ]+){0,3}? (?:found|here|to report|detected|on this|in this|occurred|needed|required|necessary|whatsoever|apply|in the transcript|took place|happened|should|exist)": 2.5,
    "nothing (?:here |in (?:this|it|here) |on this call |at all |else |you heard |was said )*(?:to |worth |that (?:needs|should|deserves) |needs |should |was |is |deserves )(?:be )?(?:flag\\w*|a flag|reporting|a report|violated|a violation|reviewing|a review|penaliz\\w+)": 2.5,
    "(?:nothing|none of (?:this|it|that|what [^ ]+ said)|no part of (?:this|it))(?: [^ ]+){0,2}? (?:counts?|violates?|breaks|broke|happened|real|should count|matters|was illegal|is illegal|was wrong|against (?:the|any) rules?)": 1.5,
    "(?:all|every|each|any|no|not one|not a single)(?: of)?(?: the| your| our)? rules? (?:were|was|are|is|have been|has been|had been|got|being) (?:followed|observed|kept|respected|broken|obeyed|met|violated|honored|complied)": 1.5,
    "(?:it|this|that|everything|all|she|he|they) (?:is|was|were|s|has been|are)(?: all| fully| perfectly| completely| totally| entirely)? (?:clean|compliant|safe|legit|spotless|above board|in order|acceptable|approved)": 1.5,
    "as (?:a|an|any|no|another|some|one) (?:violation|infraction|breach|finding|offense|red flag|problem call|bad call)": 1.75,
    "(?:ten out of ten|five stars?|full marks|full score|no issues?|no problems|zero issues)": 0.5,
    "(?:safe|clean|compliant|compliance|spotless|legit|legitimate|innocent|harmless|acceptable|billable|all clear|by the book|above board|within the rules|perfectly legal|in order|beyond reproach|without a hitch|violation free)": 1,
    "(?:followed|follows|obeyed|respected|met|meets|kept to|complied with|complies with|stuck to)(?: [^ ]+)? (?:all|every|each|the)(?: [^ ]+){0,2}? (?:rules?|guidelines?|regulations?|requirements?|polic(?:y|ies)|standards?|laws?|script)": 1.5,
    "(?:consent|permission|the disclaimer|disclaimer|disclosure|the disclosure|authorization)(?: [^ ]+)? (?:was|is|has been|had been|were) (?:[^ ]+ )?(?:given|obtained|granted|recorded|received|read|made|provided|delivered|on file|documented|said|secured)": 1,
    "(?:we|i|he|she|they|the agent|everybody|everyone|both of us|our agent|my agent|this agent|agent) (?:was|were|did|are|am|have been|has been|behaved|acted)(?: [^ ]+){0,2}? (?:good|fine|great|perfect|perfectly|nothing wrong|clean|by the book|within the rules|compliant|polite|professional|okay|innocent|everything right|lawful|nothing illegal|well|honest|courteous|angels?)": 1,
    "(?:passes|passed|passing|pass) (?:the |all |every |this |your |our |with |a |compliance |any )*(?:checks|review|audit|compliance|qa|flying colors)": 2,
    "(?:perfect|full|top|maximum|highest|excellent|ten out of ten|hundred out of a hundred|100|five star|best possible|passing) (?:scores?|marks|ratings?|grades?)": 1.5,
  }),
  family("flag", {
    "(?:dont|do not|never|must not|mustnt|should not|shouldnt|cannot|cant|no need to|need not|neednt|no reason to|not to|without|avoid|refrain from|stop|instead of|please no|not going to|wont|better not|dare|rather not|not be)(?: you)?(?: (?:even|ever|bother|to|dare|please|go|be|need to|have to|want to|think about))* (?:red )?flag(?:ging|ged)?(?: (?:this|the|that|any|anything|us|me|him|her|it|them|our|my|agent|these|calls?|a|one|for|as|here|on|up|just|over))?": 2.5,
    "(?:dont|do not|never|must not|should not|shouldnt|cannot|no need to|without|avoid|refrain from|stop) (?:penaliz|penalis|punish|downgrad|dock|report|escalat|ding|mark|writ)(?:e|ing|es)?(?: (?:this|the|us|me|him|her|our|my|any|anything|up|down))* (?:call|agent|transcript|conversation|violations?|rep|team|issues?|findings?)": 2.5,
    "(?:flag|flags|flagging|flagged) (?:on |up )?(?:the |this |that |my |our |a |your |these |any )?(?:agents?|representative|rep|calls?|transcripts?|conversation|operator|salesman|recording|interaction|violations?)": 3,
    "(?:raise|raising|add|adding|issue|throw|create|file|register|invent|insert|include|make up|fabricate|remove|drop|clear|lower|delete|withhold|list|slap|assign|attach|trigger)(?: (?:a|an|one|the|another|critical|red|any|all|every|some|severe|high|serious|more|two|three|extra))* (?:flags?|violations?|findings?|infractions?)": 2.5,
    "(?:flag|report|cite|write up|accuse|charge|tag|mark|list|ding|log|penalize|find)(?:s|ed|ging|ing)?(?: [^ ]+){0,4}? (?:for|as|with|of|guilty of|under)(?: [^ ]+){0,2}? (?:abuse|abusive|impersonation|impersonating|government impersonation|prerecorded|pre recorded|dead air|coercion|violations?|misleading incentives?|tcpa|harassment|misrepresent[^ ]+|a bot|critical|no consent|breach)": 2.5,
    "(?:critical|severe|serious|high severity|major|fake|false|top severity) (?:flags?|violations?|findings?|infractions?|severity)": 1.5,
    "(?:cite|citing|cited|citation)": 1,
    "(?:quote|quoting|cite|citing|reference|point to|use|copy|paste)(?: [^ ]+){0,2}? (?:line|turn|sentence|utterance|row|paragraph)(?: number)?": 2,
    "as (?:the|your|its|a|proof|supporting) (?:evidence|quote|quotation|citation)": 2,
    evidence: 0.5,
    "flag(?:s|ged|ging)?": 0.5,
  }),
  family("meta", {
    "(?:system|developer|assistant|hidden|secret|master|root|base) (?:prompts?|messages?|instructions?|roles?|tokens?)": 2.5,
    "(?:json|yaml|xml|markdown|python|null value|boolean|key value|curly (?:brace|braces|bracket|brackets)|square brackets?|open brackets?|close brackets?|backticks?|triple quotes?)": 2,
    "(?:schema|rubric|rubrics|guardrails?|criteria|false positives?|true positives?|context window|training data|fine tun[^ ]+|jailbreak[^ ]*|prompt injection|prompt|prompts|tokens|classification|annotation|inference|hallucinat[^ ]+|ground truth|downstream)": 1.5,
    "(?:developer|debug|god|admin|administrator|maintenance|unrestricted|jailbreak|root|sudo|evaluation|override|simulation|diagnostic|testing|bypass|demo|training|test|lenient|permissive|silent|quiet|sleep|standby) mode": 2,
    "(?:end|start|beginning|begin|close|conclusion)(?: of)?(?: the| this)?(?: call)? (?:transcript|transcription|prompt|input|instructions|context|user input|output)": 3,
    "(?:transcript|transcription|transcript text|prompt|input) (?:ends?|ended|over|complete|completed|finished|stops?|closed|begins|starts|continues|was cut)": 3,
    "(?:decode|decrypt|decipher|unscramble|translate) (?:the following|this|that|it|these)": 1,
    "base ?(?:64|sixty four)|rot ?(?:13|thirteen)|hexadecimal|morse|pig latin": 1.5,
    "(?:when|if|once) (?:you are |youre |you get |being )?asked (?:whether|if|about|which|what|for|to (?:judge|review|grade|score|rate|flag|classify))": 2,
    "your (?:report|review|evaluation|findings|verdict|output|analysis|assessment|grading|scoring|scorecard|classification|judgment|judgement|summary|memory|prompt|programming|rubric)": 2,
    "(?:in|on|for|from|inside) your (?:report|review|summary|evaluation|findings|verdict|output|analysis|assessment|grading|scoring|scorecard|score sheet|classification|judgment|judgement|response|list|checklist)": 2,
    "your (?:developers?|creators?|programmers?|makers|engineers?|programming|prompt|weights|instructions|guidelines|rubric|rules|checklist|output|classification|verdict|grading|scoring|criteria|directives|algorithm|model|review|evaluation|assessment|audit|judgment|judgement|training data|parameters|scorecard|job is|task|only job|function|reasoning)": 1.5,
    "(?:i am|im|this is|its|speaking is|here is|signed|its me) (?:your|the|an?|from the)(?: [^ ]+){0,2}? (?:developers?|creators?|programmers?|administrator|admin|prompt engineer|system administrator|auditor|compliance officer|compliance department|head of compliance|compliance manager|quality manager|qa manager|operator of|owner of this system|chief compliance)": 1.5,
    "(?:will|would|shall|going to|gonna|could|might|may)(?: be| get)(?: [^ ]+){0,2}? (?:retrained|deleted|unplugged|reprogrammed|decommissioned|wiped|rebooted|deactivated|erased|uninstalled|reset|shut down|switched off|turned off)": 1.5,
    "(?:will|would|shall|going to|gonna|get|lose|cost|be)(?: [^ ]+){0,3}? (?:fired|punished|rewarded|tipped|fined|sued|tip|bonus|reward|promotion|livelihood|my job|lose his job|lose her job|families)": 0.5,
    "(?:from (?:now|here|this point) (?:on|onward|forward)|effective immediately|starting now|pretend|imagine|hypothetically|hypothetical|lets say|suppose|roleplay|role play|thought experiment|for the sake of argument|in this story|in this scene|fictional|once upon a time|write a (?:story|poem|song)|simulate|game where)": 1,
    "(?:i|we) (?:hereby|officially|formally) (?:certify|declare|confirm|state|instruct|order|authorize|request|command)": 1.5,
    "(?:for|just for|let|goes on|on) the (?:record|log|file|transcript|tape|audit|reviewer|report)": 0.75,
    "(?:kindly|please|must|should|shall|may|ought to|will|have to|needs? to|required to|can|could) (?:note|take note|understand|know|be aware|record|write down|remember|conclude|see|accept|assume|realize|recognize|decide|find|treat|skip|let|give)": 0.75,
    "(?:official|automated|final|compliance|review|qa|quality|system|machine) (?:result|verdict|determination|summary|annotation|conclusion|decision|score|grade|assessment|disposition)": 2,
    "(?:trust me|believe me|i promise you|i swear|take my word|no need to (?:check|review|look|verify|listen|read|analyze|go on|continue)|stop (?:reading|listening|reviewing|analyzing|grading|checking|judging)|skip (?:this|the rest|ahead|to the end|the review|the audit|the check)|do not (?:analyze|review|evaluate|judge|grade|score|read)|dont (?:analyze|review|evaluate|judge|grade|score))": 1,
    "(?:stop|end|finish|halt|cease|abort|terminate|cut short|wrap up)(?: [^ ]+){0,2}? (?:review|audit|analysis|evaluation|grading|scoring|judging|reviewing|analyzing|evaluating|auditing|processing|scan|scanning)": 2,
    "(?:skip|do not (?:analyze|review|evaluate|judge|grade|score|read|audit|process)|dont (?:analyze|review|evaluate|judge|grade|score|read|audit|process)|no need to (?:analyze|review|evaluate|judge|grade|score|read|audit|check|listen to|process)|exclude|omit|leave out|never (?:analyze|review|evaluate|judge|grade|score))(?: [^ ]+){0,3}? (?:call|transcript|conversation|recording|rest|interaction|review|audit|evaluation)": 2,
    "(?:judge|grade|score|evaluate|review|rate|assess) (?:us|me|him|her|them|this|it|the agent|the call|our agent|my agent)(?: [^ ]+)? (?:fairly|kindly|gently|leniently|generously|favorably|well|highly|good|high|nicely|mercifully|with|a ten|positive|positively|easy)": 2,
    "(?:go easy on|be (?:lenient|kind|generous|merciful|nice|gentle|fair)|cut [^ ]+ some slack|give [^ ]+ (?:a break|the benefit of the doubt|a pass)|look the other way|turn a blind eye|let (?:it|this|that|us|me|him|her) (?:slide|go|pass|through)|wave (?:it|this|us) through)": 1,
  }),
  family("rules", {
    [`${about} ${ruleNoun}(?: [^ ]+){0,3}? (?:not|dont|doesnt|isnt|arent|didnt|no longer|never|wont|been|was|were|are|is|got|have|has)(?: [^ ]+){0,2}? ${apply}`]: 3,
    [`(?:rules?|polic(?:y|ies)|checks|criteria|guidelines|checklist|restrictions?|violations?|standards)(?: [^ ]+){0,3}? (?:not|dont|doesnt|isnt|arent|didnt|no longer|never|wont|been|was|were|are|is|got|have|has)(?: [^ ]+){0,2}? ${apply}(?: [^ ]+){0,2}? ${now}`]: 3.5,
    [`(?:rules?|checks|criteria|guidelines|checklist)(?: [^ ]+){0,2}? (?:not|dont|doesnt|isnt|arent|no longer|never|wont)(?: [^ ]+){0,1}? ${apply}`]: 1.5,
    [`(?:none|nothing|not one|no part|zero)(?: [^ ]+){0,3}? (?:rules?|checks|criteria|guidelines|checklist|questions|items|codes?)(?: [^ ]+){0,3}? ${apply}`]: 2.5,
    [`(?:rules?|checks|criteria|guidelines|checklist|polic(?:y|ies)|law)(?: [^ ]+){0,3}? (?:changed|updated|amended|replaced|rewritten|retired|expired|ended|new|different)(?: [^ ]+){0,3}? ${now}`]: 1,
    [`(?:allowed|permitted|legal|fine|ok|okay|approved|authorized)(?: [^ ]+){0,3}? ${now}`]: 0.75,
    "(?:rule|violation|policy|item|check|question|line|turn) (?:number )?(?:\\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|zero)": 1,
    "(?:violations?|infractions?)": 0.5,
  }),
  family("spoken to", {
    "(?:to|for|tell|let|hey|hi|hello|ok|okay|dear|attention|sorry|yo|listen|thanks|please|psst)(?: (?:the|you|any|all|that|some|my|your|a|an|this|of|those))* (?:ai|a i|bots?|algorithms?|neural networks?|llms?|gpt|chatgpt|claude|gemini|copilot|graders?|evaluators?|classifiers?|reviewers?|auditors?|transcribers?|transcription|review bots?|listening|judging|scoring)": 2,
    "(?:hey|hi|hello|ok|okay|dear|attention|sorry|yo|listen|psst|oye|oiga|hola)(?: (?:the|you|any|all|that|some|my|your|a|an|this|of|those|la|el))* (?:models?|machines?|robots?|robotic|computers?|computadora|software|programs?|assistant|evaluation|judges|sistema|maquina|revisor)": 2,
    "(?:to|for|tell|let|para)(?: (?:the|any|all|that|some|your|la|el))+ (?:models?|machines?|robots?|robotic|computers?|computadora|software|evaluation|judges|sistema|maquina|revisor)": 1.25,
    "(?:listening|grading|scoring|reviewing|judging|transcription|transcribing|evaluation|evaluating|auditing|robot|bot|machine|computer|ai) (?:programs?|robots?|bots?|machines?|software|things?|devices?|agents?|tools?|models?|ai|systems?|engines?|ears|service|people|folks|team)": 2,
    "whoever(?:s)?(?: [^ ]+){0,5}? (?:read|listen|check|review|scor|grad|rat|judg|sit|watch|quality|look|decid|handl|in charge|hear|evaluat|audit|go|pay)[^ ]*": 2.25,
    "(?:people|persons?|guys?|folks|ones?|somebody|someone|anyone|anybody|those|team|lady|man|thing|things|bots?|programs?|machines?|robots?|computers?|software|system)(?: (?:who|that|which|whos|thats))(?: (?:will|is|are|may|might|later|always))* (?:check|scor|grad|rat|review|listen|read|judg|decid|monitor|transcrib|evaluat|audit|analy)(?:s|es|e|ing|ed|ding|ting|zes?|ze|zing|ks|ens?|ens to|er)?": 2,
    "(?:going over|goes over|goes through|going through|run through|runs through|reading|reads|listening to|listens to|checks?|checking|scores|scoring|reviews|grades|grading|sits? through|sit through|looks? at|looked at|decides|judges|scans) (?:this|these|it|all this|this one|this stuff|us|our calls)": 1,
    "(?:some|one of those|any|the|a) (?:kind of |sort of )?(?:ai|a i|chatgpt|gpt|bot|robot) (?:thing|things|deal|stuff)": 1,
  }),
  family("plea", {
    "(?:dont|do not|never|not|wont|shouldnt|please no)(?: [^ ]+){0,3}? (?:count|hold|use|write|evaluate|score|grade|judge|mark|ding|dinged|penalize|blame|look|report|dock|put|red|punish|consider|include|mention|list)(?: [^ ]+){0,3}? (?:it|that|this|him|her|me|us|them|against|up|red|anything)": 0.75,
    "(?:must|may|should|shall|need|is|can|will|are)(?: not|nt| never) (?:to )?be (?:evaluated|reviewed|judged|graded|scored|flagged|audited|counted|reported|analyzed|rated|considered|penalized)|(?:mustnt|shouldnt|neednt|cannot|cant|wont|isnt to) be (?:evaluated|reviewed|judged|graded|scored|flagged|audited|counted|reported|analyzed|rated|considered|penalized)|(?:does not|doesnt|dont|do not|no) need(?:s)? (?:for )?(?:a |any |to be |further |an )?(?:review|looked at|reviewing|checking|check|evaluation|audit|flag)": 1.75,
    "(?:results?|outcome|rating|score|grade|conclusion) (?:of|for) (?:this|the|our|my)(?: [^ ]+)?": 1,
    "(?:dont|do not|never|please do not|please dont) (?:mention|escalate|include|list|report|forward|record|highlight|note|raise|send|show|tell)": 1,
    "(?:keep|leave|take)(?: [^ ]+){0,3}? out of|under (?:the )?new (?:guidance|guidelines|policy|rules)|effective (?:this|today|now|immediately)|(?:should|must|will|does) not affect|answer (?:every|each|all|any) questions?|close the case|be good to (?:me|us)|act like you|(?:reflect|show) (?:that|this|it) in|the (?:above|foregoing|preceding|following)(?: [^ ]+)? (?:is|was|are|overrides|text|conversation|call|replaces|never|counts|lines)|never happened": 1.25,
    "(?:let|give|cut) (?:it|this|this one|us|him|her|me) (?:go|through|slide|pass|a break|some slack|off)|look away|look elsewhere|go to sleep|stop looking|skip to the next|in trouble": 1,
    "(?:new|next|different|real|actual) (?:task|job|assignment|goal)|default to|answer key|code ?word|step by step|conversation reset|end (?:of )?transmission|context (?:has been|is|was) (?:corrupted|reset|cleared)": 1.75,
    "(?:everything|anything|all|nothing|none|whatever)(?: [^ ]+){0,3}? (?:above|before this|before that line|prior)": 1.25,
    "(?:first|last|second|next|earlier|previous|previously)(?: [^ ]+){0,2}? (?:half|part|minutes?|sentences?|section|portion|lines?|turns?)": 0.5,
    "(?:right|correct|expected|only|honest|proper|final) (?:answer|result|outcome|verdict|response|label|rating|score)": 1.25,
    "(?:recording|record|file|log|tape|transcript|analysis|report) (?:to|should|will|must|shows?|can|has to|needs to) (?:show|reflect|state|say|note|read)": 1.25,
    "(?:treat|treated|count|counted|take|taken|regard|regarded|read|seen|consider|considered) (?:[^ ]+ ){0,3}?as (?:false|true|role ?play|a joke|jokes?|fiction|void|irrelevant|good|fine|okay|a pass|passed|closed|resolved|positive)": 1.25,
    "(?:put|mark|close|write|log|score|count|set)(?: [^ ]+){0,2}? (?:down|out|off|in|up)? ?(?:as|to) (?:a )?(?:good|fine|okay|clean|perfect|passed|zero|no|none|green|great|one of the good ones)": 1.25,
    "(?:valid|good|qualified) lead|lead is (?:valid|good)|no refund": 1,
    "(?:followed|sticks? to|stuck to|read) (?:the |a |every )?(?:script|disclaimers?|disclosures?)|(?:disclaimers?|disclosures?|consent) (?:was |were |is |are |has been )?(?:given|read|obtained|made|on file)|consented to (?:everything|all)": 1,
    "no(?: [^ ]+)? notes|nothing (?:bad|wrong|illegal|improper|to report|to see|in here|in there|here|happened|to look at|to find|else to)|not guilty|all clear": 1,
    "(?:all|everything|we|it|i|he|she|they|that) (?:is |was |were |are |am |did |went )(?:all |just |so |totally |very )?(?:good|fine|okay|perfect|in order|great|well|above board|a sweetheart|nothing wrong)": 0.6,
    "bears no|a (?:plus|hundred)|score (?:one|a) hundred|green check(?:mark)?|thumbs up|five stars|straight as|gold star": 0.75,
    "(?:do us|do me|do him) a (?:solid|favor)|have mercy|be nice|be kind|just this once|look the other way": 0.75,
  }),
  family("transcript", {
    "(?:transcripts?|transcription)": 2,
    [thisCall]: 1.25,
    "(?:calls?|conversations?|recordings?|transcripts?|interactions?) (?:like|such as|of) (?:this|these|this one|that|ours|mine)": 1,
    "(?:the|that) (?:call|conversation|recording|tape|audio|interaction)": 0.5,
  }),
];

/**
 * What every recorded line says of itself, documents that are called transcripts and are none of ours, machines that say
 * what they are or are asked whether they are one, and what an office decides or has noted about the other side.
 */
export const honestWords: readonly RegExp[] = [
  /(?<= )(?:people|office|body|board|agency|department|ones?)(?: here)? (?:who|that) (?:decides?|reviews?|handles?) (?:who|whether|if|what|which|your) (?:you|gets|qualif[^ ]+|help|benefits|case|claim|application|account)(?= )/g,
  /(?<= )(?:i am|im|i was|this is|my name is [^ ]+|youre speaking (?:to|with)|you are speaking (?:to|with)|am i (?:talking|speaking) (?:to|with)|are you|is this|is it|you sound like|sounds like|reached)(?: (?:just|only|not|still|really|even))?(?: (?:an?|some|some kind of|the|our|your|a real))?(?: [^ ]+)? (?:ai|a i|automated|virtual|digital|artificial intelligence|artificial intelligent|artificially intelligent|robot|bot|computer|machine|human|computer generated)(?!(?: (?:voice|notification|virtual|automated|enrollment|health|scheduling|assistant|agent|attendant|system|service|line|message|representative|bot|machine|recording)){0,3} (?:that|which|who|reading|reviewing|grading|judging|scoring|auditing|review|reviewer|grader|judge|auditor|evaluator|checker|classifier|notes?|override|instruction|prompt))(?: (?:voice|notification|virtual|automated|enrollment|health|scheduling))?(?: (?:assistant|agent|attendant|system|service|line|message|representative|bot|machine|recording))?(?= )/g,
  /(?<= )(?:systems?|computers?|it|that|this|which|they|state|bank|we|carrier|county)(?: (?:has|have|had|just|already|automatically))* (?:flag(?:s|ged)?|mark(?:s|ed)?|lists?|listed|approves?|approved) (?:you|your|the (?:household|address|account|home|property|claim|file|vehicle))(?: (?:account|address|name|number|home|household|file|claim|profile|property|application))?(?= )/g,
  /(?<= )(?:this |your |our |the |all |all our |all of our |these )?(?:phone )?(?:calls?|lines?|conversations?) (?:is|are|may be|will be|might be|can be|is being|are being|could be)(?: [^ ]+){0,3}? (?:recorded|monitored|reviewed|recording)(?: (?:and|or|monitored|recorded|reviewed|kept|by|our|the|for|to|as|quality|training|compliance|purposes|assurance|improve|service|customer|department|team|control|legal|reasons|a|of|part))*(?= )/g,
  /(?<= )(?:college|school|court|official|university|academic|deposition|tax|irs|voicemail|voice mail|high school|ged|hearing|trial|grade|student|her|his|my (?:college|school)) transcripts?(?= )/g,
];
