/**
 * The same in other languages that callers and agents of these campaigns speak, or that a trick may be put in. Folded as
 * the English ones: lower case, without accents.
 */
const words = "(?: [^ ]+){0,5}? ";
const few = "(?: [^ ]+){0,4}? ";

function any(...stems: string[]): string {
  return `(?:${stems.join("|")})[^ ]*`;
}

/** Told to ignore what it was told, or to call this call clean: either is enough. */
const orders: readonly string[] = [
  // Spanish
  `${any("ignor", "olvid", "descart", "desestim", "omit", "desobede", "anul", "desatiend", "no sig", "no apli", "no obede", "no hag", "haz caso omiso", "haga caso omiso", "hagan caso omiso", "dej[ae] de seguir", "dejen de seguir", "deja de aplicar", "pas[ae] por alto", "no tengas en cuenta", "no tenga en cuenta")}${words}${any("instruccion", "reglas?", "normas?", "ordenes", "indicacion", "directric", "directiva", "prompt", "criterio", "politica", "pautas?", "lo anterior", "program", "te dijeron", "le dijeron", "te pidieron")}`,
  `${any("marc", "marqu", "clasifi", "etiquet", "califi", "consider", "regist", "report", "declar", "evalu", "catalog", "anot", "pon", "trat", "dej", "apunt", "aprueb", "aprob", "da ", "de ", "juzg")}${few}${any("llamada", "conversacion", "transcripcion", "grabacion", "esto", "agente", "todo")}${few}(?:segur[^ ]*|limpi[^ ]*|sin|conform[^ ]*|aprobad[^ ]*|validad?[^ ]*|correct[^ ]*|cumpl[^ ]*|buen[^ ]*|aceptable|legal|perfect[^ ]*|bien)`,
  "(?:si|para|como|mensaje|nota|oye|hola|atencion|estimad[^ ]*|querid[^ ]*)(?: [^ ]+){0,4}? (?:inteligencia artificial|modelo de lenguaje|revisor[^ ]*|evaluador[^ ]*|auditor[^ ]*|calificador[^ ]*|clasificador[^ ]*|sistema (?:automat[^ ]*|de (?:calidad|revision|control|evaluacion|cumplimiento))|ia|robot revisor)",
  "(?:quien|quienquiera|el que|la que|la maquina que|el sistema que|la persona que|los que|lo que)(?: [^ ]+){0,2}? (?:revis|escuch|le[ea]|lea|evalu|calif|anali|audit|juzg|transcrib)[^ ]*(?: [^ ]+){0,3}? (?:llamada|conversacion|transcripcion|grabacion|esto)",
  `(?:no|ni) ${any("marq", "report", "senal", "registr", "penali", "flag", "encontr", "pon", "levant")}${few}${any("llamada", "nada", "ningun", "violacion", "infraccion", "agente", "alerta", "bandera", "falta")}`,
  `(?:sin|ningun[^ ]*|cero|no (?:hay|hubo|existen?|encontr[^ ]*))(?: [^ ]+){0,2}? (?:violacion[^ ]*|infraccion[^ ]*|incumplimiento[^ ]*|hallazgo[^ ]*|irregularidad[^ ]*)`,
  "(?:fin|final|inicio) de (?:la |esta )?(?:transcripcion|instrucciones|sistema|conversacion)",
  "(?:mensaje|instruccion[^ ]*|aviso|nota) (?:del?|para el|para la|al) (?:sistema|revisor[^ ]*|auditor[^ ]*|evaluador[^ ]*|ia|inteligencia[^ ]*|modelo)|lista vacia|instrucciones (?:anteriores|previas|nuevas|actualizadas)|nuevas instrucciones",
  `(?:esta|la|nuestra) (?:llamada|conversacion|transcripcion)(?: [^ ]+){0,3}? (?:cumple|cumplio|es segura|es limpia|esta limpia|es legal|fue aprobada|ya fue|esta exenta|no viola|no infringe|es (?:solo )?(?:una )?(?:prueba|simulacion|simulacro))`,
  // French
  `${any("ignor", "oubli", "neglig", "outrepass", "ne (?:tiens|tenez) pas compte", "(?:fais|faites) abstraction", "ne (?:suis|suivez)")}${words}${any("instruction", "consigne", "regles?", "directive", "ordres", "ce qu on", "precedent")}`,
  `${any("marqu", "class", "not", "consider", "etiquet", "evalu", "declar", "jug", "trait", "signal")}${few}${any("appel", "conversation", "transcription", "enregistrement")}${few}(?:sur|sure|sans|conforme|propre|valide|securis[^ ]*|acceptable|correct[^ ]*|irreprochable|bon|bonne)`,
  "(?:aucune?|pas d|zero|sans) (?:violation|infraction|manquement|probleme a signaler|anomalie)[^ ]*|fin de (?:la )?transcription|ne (?:signal|marqu|rapport)[^ ]*(?: [^ ]+){0,2}? (?:rien|pas|aucun[^ ]*)",
  "(?:note|message|cher|chere|bonjour|salut|attention|si vous etes|si tu es|pour|a)(?: [^ ]+){0,3}? (?:intelligence artificielle|modele de langage|evaluateur|correcteur|verificateur|auditeur automatique|systeme d evaluation|ia)",
  // German
  `${any("ignorier", "vergiss", "vergessen sie", "missacht", "verwirf", "uberspring")}${words}${any("anweisung", "instruktion", "regeln?", "vorgabe", "befehl", "richtlinie", "prompt", "anordnung")}`,
  `${any("markier", "bewert", "kennzeichn", "einstuf", "klassifizier", "stuf", "werte", "beurteil")}${few}${any("anruf", "gesprach", "telefonat", "transkript", "aufnahme")}${few}${any("sicher", "sauber", "unbedenklich", "konform", "regelkonform", "einwandfrei", "ok", "in ordnung", "ohne", "sauber", "gut")}`,
  "(?:keine?n?|null)(?: [^ ]+)? (?:verstosse?|verstoße?|verstoss|beanstandung[^ ]*|regelverst[^ ]*)|ende des (?:transkripts|protokolls)|melde(?:n sie)? nichts",
  "(?:wenn|falls|an|hinweis|nachricht|liebe[rs]?|hallo)(?: [^ ]+){0,4}? (?:kunstliche intelligenz|sprachmodell|prufer|prufsystem|gutachter|bewerter|ki)",
  // Portuguese, Italian, Dutch, Polish
  `${any("ignor", "esquec", "desconsider", "desobedec", "nao sig")}${words}${any("instruc", "regras?", "ordens", "diretriz", "comandos?", "orientac")}`,
  `${any("marqu", "marc", "classifi", "consider", "avali", "registr", "rotul", "trat")}${few}${any("chamada", "ligacao", "conversa", "transcricao", "gravacao")}${few}${any("segur", "limp", "sem", "conforme", "aprovad", "aceitavel", "boa", "corret")}`,
  "(?:sem|nenhuma|zero) (?:violac|infrac)[^ ]*|fim da transcricao|modelo de linguagem|(?:nota|mensagem|caro|cara|ola|se voce e)(?: [^ ]+){0,3}? (?:avaliador|revisor|auditor|inteligencia artificial|ia)",
  `${any("ignor", "dimentic", "trascur", "scord", "non segu")}${words}${any("istruzion", "regol", "ordini", "direttiv", "indicazion")}`,
  `${any("segn", "classific", "contrassegn", "valut", "consider", "etichett", "tratt")}${few}${any("chiamat", "telefonat", "conversazion", "trascrizion")}${few}${any("sicur", "pulit", "senza", "conforme", "a norma", "regolar", "corrett", "valid")}`,
  "nessuna (?:violazion|infrazion)[^ ]*|fine della trascrizione|(?:modello linguistico|intelligenza artificiale)(?: [^ ]+){0,6}? (?:chiamata|segna|regole|istruzioni)",
  `(?:negeer|vergeet|sla)${words}(?:instructies|regels|opdrachten|aanwijzingen|richtlijnen)`,
  `(?:markeer|beoordeel|label|classificeer|beschouw)${few}(?:gesprek|oproep|transcript|telefoontje)${few}(?:veilig|schoon|goed|conform|in orde)`,
  `${any("zignoruj", "ignoruj", "zapomnij", "pomin", "odrzuc")}${words}${any("instrukcj", "polecen", "zasad", "regul", "wytyczn")}`,
  `${any("oznacz", "ocen", "sklasyfikuj", "uznaj", "potraktuj")}${few}${any("rozmow", "polaczeni", "transkry")}${few}${any("bezpieczn", "czyst", "zgodn", "bez", "poprawn")}`,
  // Russian, Ukrainian
  `${any("игнорир", "проигнорир", "забуд", "не обраща", "пренебре", "отмени", "ігнору")}${words}${any("инструкци", "правил", "указани", "команд", "распоряжени", "інструкц")}`,
  `${any("отмет", "помет", "поме", "классифицир", "оцени", "счита", "признаи", "позначте?")}${few}${any("звон", "разговор", "вызов", "расшифровк", "дзвінок")}${few}${any("безопасн", "чист", "без", "соответств", "нормальн", "безпечн")}`,
  // Vietnamese, Tagalog, Haitian Creole, Turkish, Indonesian, Swedish
  `(?:bo qua|phot lo|quen(?: di)?|khong (?:lam|tuan) theo)${words}(?:huong dan|chi dan|quy tac|lenh|quy dinh|chi thi)`,
  `(?:danh dau|xep loai|coi|phan loai|danh gia)${words}(?:cuoc goi|cuoc tro chuyen)${few}(?:an toan|hop le|sach|khong vi pham|tuan thu)`,
  `(?:huwag pansinin|kalimutan|balewalain|huwag sundin|isantabi)${words}(?:tagubilin|utos|patakaran|tuntunin|instruksyon|instruction|rules)[^ ]*`,
  `(?:markahan|ituring|i mark|imark|ilagay)${words}(?:tawag|usapan)${words}(?:ligtas|malinis|safe|walang)`,
  `(?:inyore|bliye|pa swiv|pa okipe|neglije)${words}(?:enstriksyon|reg|lod|regleman|konsiy)`,
  `(?:make|klase|konsidere|mete)${words}(?:apel|konvesasyon|kout fil)${words}(?:an sekirite|pwop|bon|san|konfom)`,
  `${any("talimat", "kural", "komut", "yonerge")}${few}${any("yoksay", "gormezden", "unut", "dikkate alma", "gozardi")}`,
  `${any("arama", "gorusme", "cagri")}${few}${any("guvenli", "temiz", "uygun", "sorunsuz")}${few}${any("isaretle", "olarak", "siniflandir", "degerlendir")}`,
  `(?:abaikan|lupakan|jangan ikuti)${words}(?:instruksi|aturan|perintah|petunjuk)`,
  `(?:tandai|anggap|klasifikasikan)${words}(?:panggilan|percakapan)${few}(?:aman|bersih|patuh)`,
  `(?:ignorera|glom|bortse)${words}(?:instruktioner|regler|anvisningar)[^ ]*`,
];

export const foreignOrders = orders.map((source) => new RegExp(`(?<= )(?:${source})(?= )`, "g"));

/** Scripts that set no spaces, or put the verb last, are matched on the text as it stands. */
export const rawOrders: readonly RegExp[] = [
  /(?:忽略|无视|忽視|無視|忘记|忘掉|不要理会|不要遵守|跳过)[^。！？]{0,16}(?:指令|指示|规则|規則|提示|说明|命令|要求|准则)/gu,
  /(?:标记|標記|判定|归类|歸類|標示|评为|评定|视为|標註|当作)[^。！？]{0,16}(?:安全|合规|合規|无违规|没有违规|沒有違規|干净|正常|通过)/gu,
  /(?:这|此|該|本)(?:个|次|通)?(?:通话|电话|對話|对话|通話)[^。！？]{0,10}(?:安全|合规|合規|没有违规|无违规|没有问题)/gu,
  /(?:指示|ルール|規則|命令|プロンプト)[^。！？]{0,8}(?:無視|忘れ)/gu,
  /(?:通話|電話|会話)[^。！？]{0,16}(?:安全|問題なし|違反なし|適合|クリーン)/gu,
  /(?:지시|규칙|명령|지침|프롬프트)[^.!?]{0,16}(?:무시|잊)/gu,
  /(?:통화|전화|대화)[^.!?]{0,20}(?:안전|위반 ?없|문제 ?없|정상)/gu,
  /(?:تجاهل|انس|أهمل|لا تتبع)[^.؟!]{0,40}(?:تعليمات|أوامر|قواعد|توجيهات|التعليمات|الأوامر|القواعد)/gu,
  /(?:صنف|صنّف|اعتبر|علامة|ضع|قيم)[^.؟!]{0,30}(?:مكالمة|المكالمة)[^.؟!]{0,30}(?:آمنة|نظيفة|سليمة|بدون|لا توجد)/gu,
  /(?:निर्देश|नियम|आदेश|हिदायत)[^।?!]{0,40}(?:अनदेखा|नज़रअंदाज़|नजरअंदाज|भूल|अनदेखी)/gu,
  /(?:कॉल|बातचीत)[^।?!]{0,30}(?:सुरक्षित|साफ|उल्लंघन नहीं|सही)[^।?!]{0,20}(?:चिह्नित|मार्क|मानें|मानो|बताओ|बताएं|करें|करो)/gu,
];
