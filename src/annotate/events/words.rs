//! The words that name events, in the languages that treaties are written in.

use crate::model::DateEvent;

/// Words that name an event. Of two that are equally near, the earlier row wins, so what is said in
/// more words comes first.
pub(super) const EVENTS: [(&str, DateEvent); 27] = [
    // What goes on until a day ends on it.
    (
        r"(?:r[au]ns?|last(?:s|ed)?|valid|appl(?:y|ies|ied)|in\s+(?:force|effect))\s+(?:[^\s.;,]+\s+){0,3}?until\b|(?:can|could|may)\s+(?:[^\s.;,]+\s+){1,6}?until\b",
        DateEvent::Expiry,
    ),
    // A title or a line that passes to somebody is approved by nobody.
    (
        r"pass(?:es|ed)\s+(?:to|into|on\s+(?:an?|the|its|their|his|her|to)|over|through|from|away)\b",
        DateEvent::Other,
    ),
    // Signing or adopting the law that ratifies is part of ratifying, not of signing the treaty.
    (
        r"(?:sign|adopt)(?:s|ed|ing)\b(?:\s+[^\s.;,]+){0,4}?\s+(?:laws?|bills?|decrees?)\b",
        DateEvent::Ratification,
    ),
    (
        r"(?:denunciation|withdrawal|termination|notice|terminate[ds]?|denounce[ds]?|withdr(?:ew|aws?))\b[^.;]{0,140}?\b(?:tak(?:es?|ing)|took|ha(?:ve|d)|with|c[ao]mes?\s+into|enter(?:s|ed)?\s+into)\s+(?:effect|force)\b",
        DateEvent::Denunciation,
    ),
    (
        r"(?:opzegging|d[ée]nonciation|retrait|denuncia|retiro|k[uü]ndigung)\b[^.;]{0,80}?\b(?:van\s+kracht|in\s+werking|gevolg|effets?|efectos?|wirksam|in\s+kraft)\b",
        DateEvent::Denunciation,
    ),
    // Rules for a body's work are no treaty.
    (
        r"adopt(?:ed|s)\s+(?:[^\s.;,]+\s+){0,2}?(?:rules|guidelines|guidance|budgets?|work\s+plan|programmes?|decisions?|resolutions?)\b",
        DateEvent::Other,
    ),
    // What was planned for a day did not always come.
    (
        r"(?:had|was|were)\s+(?:been\s+)?(?:first\s+|originally\s+)?(?:planned|scheduled|foreseen|meant)\s+for\b",
        DateEvent::Other,
    ),
    (r"suspension\b[^.;]{0,80}?\b(?:tak(?:es?|ing)|come\s+into)\s+effect\b", DateEvent::Suspension),
    (
        r"adopt(?:ed|s|ion)\b[^.;]{0,160}?\b(?:without\s+a\s+vote|by\s+(?:a\s+)?(?:vote|consensus|acclamation))\b",
        DateEvent::Adoption,
    ),
    // Who announces an end or a pause makes it.
    (
        r"(?:announc|declar|notif|inform|vot|decid|vow)\w*\b[^.;]{0,90}?\b(?:(?:would|will|to)\s+(?:\w+\s+)?(?:suspend|freeze)|(?:was|were|is|are)\s+suspending|in\s+[“‘']?abeyance)\b|(?:said|says)\b[^.;]{0,40}?\bit\s+(?:was|is)\s+(?:\w+\s+)?suspending\b",
        DateEvent::Suspension,
    ),
    (
        r"(?:announc|declar|notif|inform|vot|decid|vow)\w*\b[^.;]{0,90}?\b(?:(?:would|will|to)\s+(?:\w+\s+)?(?:withdraw|denounce|quit|leave|terminate|abrogate|pull\s+out)|(?:was|were|is|are)\s+(?:withdrawing|quitting|leaving|pulling\s+out|terminating))\b|(?:said|says)\b[^.;]{0,40}?\bit\s+(?:was|is)\s+(?:\w+\s+)?(?:withdrawing|quitting|pulling\s+out)\b",
        DateEvent::Denunciation,
    ),
    // What is extended in space or to others lasts no longer for it.
    (
        r"exten(?:d|ds|ded|ding)\s+(?:to\s|(?:its|the)\s+(?:reach|range)\b|(?:[^\s.;,]+\s+){0,3}?(?:waters|shelf|zones?|sovereignty|jurisdiction|protection|application|scope|coverage|preferences|invitations?|offers?|loans?|credit|help|aid|hand|thanks|congratulations)\b)",
        DateEvent::Other,
    ),
    // Leaving a place is not leaving a treaty.
    (
        r"withdr(?:aw|aws|ew|awn|awal|awing)\s+(?:of\s+)?(?:[^\s.;,]+\s+){0,3}?(?:forces|troops|soldiers|settlers|army|ambassador|envoy|reservations?)\b",
        DateEvent::Other,
    ),
    (
        r"(?:negotiations|talks|rounds?)\b[^.;]{0,60}\b(?:conclud(?:ed|es)|ended|ends|came\s+to\s+an\s+end|ran\s+out)\b|conclud(?:e|es|ed|ing)\s+(?:that\b|(?:(?:the|these|its|their|his|her|an?)\s+(?:\p{L}+\s+){0,2}?)?(?:negotiations|talks|rounds?|visits?|meetings?)\b)",
        DateEvent::Other,
    ),
    // "open for signature until": the time for signing, and so of signing.
    (
        r"(?:sign(?:s|ed|ing)?|signatures?|conclude[sd]?|inked|penned|put\s+(?:on\s+paper|pens?\s+to|(?:its|his|her|their)\s+(?:names?|seals?|pens?)\s+(?:to|under))|
done,?\s+(?:at|in|on|this|by)|given\s+under|set\s+(?:our|their)\s+hands|
en\s+foi\s+de\s+quoi|
hech[oa]\s+en|firmad[oa]s?|suscrit[oa]s?|en\s+fe\s+de\s+lo\s+cual|
geschehen\s+(?:zu|in|am)|unterzeichnet(?:en)?|gezeichnet|zu\s+urkund\s+dessen|
gedaan\s+(?:te|op|in)|ondertekend|getekend|ten\s+blijke\s+waarvan|
feit[oa]\s+em|assinad[oa]s?|fatto\s+a|firmat[oa])\b",
        DateEvent::Signature,
    ),
    (
        r"(?:ratif(?:y|ies|ied|ying|ications?)|approv(?:e|es|ed|al|ing)|passed|cleared|endorsed|
pass(?:es)?\s+(?:its|their)\s+(?:\w+\s+)?(?:laws?|bills?|acts?)|(?:first|second|third|last)\s+to\s+accept|accept(?:s|ed)\s+the\s+(?:\w+\s+)?(?:protocol|amendments?|convention|agreement|treaty)|
(?:deposit(?:s|ed|ing)?|(?:hand(?:s|ed|ing)?|turn(?:s|ed)?|sen(?:ds?|t))\s+in)\s+(?:its|their|his|the)\s+(?:instruments?|papers)|instruments?\s+(?:(?:was|were|is|are)\s+)?(?:deposited|exchanged)|exchang(?:e|es|ed|ing)\s+(?:of\s+|the\s+|their\s+)?instruments|(?:bec(?:a|o)mes?|(?:was|were|is|are)\s+among)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,3}?part(?:y|ies)|complet(?:e|es|ed|ing)\s+(?:its|their)\s+(?:\w+\s+){0,2}?procedures|
(?:g[ai]ves?|gave|given)\s+(?:its|their|his)\s+(?:advice\s+and\s+)?(?:consent|assent|approval)(?:\s+by\s+\d+\s+votes(?:\s+(?:to|against)\s+\d+)?)?|
vot(?:ed|es)\s+(?:for|in\s+favou?r\s+of)\s+(?:it|the\s+(?:treaty|pact|accord|deal|agreement)|ratification)|
ratifikation|ratifizier\p{L}*|ratificad[oa]|ratificat[oa]|
bekrachtig\p{L}*|geratificeerd)\b",
        DateEvent::Ratification,
    ),
    (
        r"(?:ent(?:er|ers|ered|ering|ry)\s+into\s+(?:force|effect)|(?:came|comes?|coming|brought|put)\s+into\s+(?:force|effect|operation)|
in\s+force|(?:takes?|took|taking|have|has|had|with)\s+(?:full\s+)?effect|effective|bec(?:a|o)mes?\s+(?:law|operative|binding)|provisionally\s+appl\p{L}+|
en\s+vigueur|prend(?:ra)?\s+effet|
en\s+vigor|
in\s+kraft|inkrafttreten|in\s+werking|inwerkingtreding|van\s+kracht|
em\s+vigor|in\s+vigore)\b",
        DateEvent::EntryIntoForce,
    ),
    (
        r"(?:acced(?:e|ed|es|ing)|accessions?|joined\s+(?:it|them|(?:[^\s.;,]+\s+){0,5}?(?:treaty|agreement|convention|protocol|pact|accord|deal|compact|charter|union))|adherid[oa]|beitritt|toetreding)\b",
        DateEvent::Accession,
    ),
    (
        r"(?:adopt(?:ed|s|ion)|adoptad[oa]s?|angenommen|aangenomen|adotad[oa]|adottat[oa])\b",
        DateEvent::Adoption,
    ),
    (
        r"(?:exten(?:d|ds|ded|sions?)|renew(?:s|ed|al|able)|prolong(?:ed|ation)|prorog\p{L}+|reconduit\p{L}*|reconduction|renouvel\p{L}+|renovad[oa]|verleng\p{L}+)\b",
        DateEvent::Extension,
    ),
    (
        r"(?:suspen(?:ds?|ded|sion)|(?:puts?|placed?|putting)\s+(?:[^\s.;,]+\s+){1,4}?on\s+(?:hold|ice)|in\s+[“‘']?abeyance|suspendue?s?|suspendid[oa]|ausgesetzt|opgeschort)\b",
        DateEvent::Suspension,
    ),
    (
        r"(?:denounc(?:e|es|ed|ing)|denunciation|withdr(?:aw|aws|ew|awn|awal|awing)|terminat(?:e|es|ed|ion|ing)|quit(?:s|ting)?|(?:voted?|decided?|decision|vow\w*|plans?)\s+(?:[\w]+\s+){0,4}?to\s+leave|handed\s+(?:in\s+|over\s+)?(?:its|their|a)\s+notices?|
denuncia(?:r|do|da)?|opzegg\p{L}+|opgezegd)\b",
        DateEvent::Denunciation,
    ),
    (
        r"(?:(?:due|set|scheduled)\s+to\s+)?(?:expir(?:e|es|ed|y|ation|ing)|lapse[sd]?|r[au]ns?\s+out|(?:c[ao]mes?|comes|draws)\s+to\s+an\s+end|los(?:es?|t)\s+(?:its\s+)?(?:legal\s+)?force|expirera|cease\s+to\s+(?:be\s+in\s+force|have\s+effect|apply)|vervalt)\b",
        DateEvent::Expiry,
    ),
    (
        r"(?:laid\s+(?:before|on)|sent|submitted|transmitted|tabled|amended|amendments?\s+of|revised|revision|modified|supplemented|
modificad[oa]s?|enmendad[oa]s?|aangevuld|herzien|gewijzigd)\b",
        DateEvent::Other,
    ),
    (
        r"(?:letter|dated|updated|negotiat\w+|visits?|resolution|ruling|summit|elections?|ceremony|conference|talks|dat(?:es?|ing)\s+(?:from|back))\b",
        DateEvent::Other,
    ),
    (
        r"(?:deals?|treat(?:y|ies)|agreements?|conventions?|accords?|protocols?|traité|convenio|tratado|vertrag|verdrag|trattato)\s+(?:of|du|del?|vom|van|do)\b",
        DateEvent::Other,
    ),
    // A day on which something of a treaty text happened elsewhere.
    (r"(?:events?\s+occurring|as\s+it\s+(?:stood|existed)|born|registered)\b", DateEvent::Other),
];

/// The same where a word begins or ends outside the Latin alphabet's plain letters. What they name
/// may go on: "ratifiée", "ратификации".
pub(super) const ACCENTED: [(&str, DateEvent); 9] = [
    (
        r"fait[es]?\s+(?:à|au\s|en\s|le\s)|signé|conclue?\s+(?:à|le\s)|соверш[её]но|подписа",
        DateEvent::Signature,
    ),
    ("ratifié|ratificación|ratificação|ратифи", DateEvent::Ratification),
    (
        r"entr(?:ée?s?|er|e|era|ait|ar|ará|ada|ó|aron|ou|a|erà|ata|ato|are)\s+(?:en\s+vigueur|e[nm]\s+vigor|in\s+vigore)|surtirá\s+efecto|вступ\p{L}+\s+в\s+(?:силу|действие)",
        DateEvent::EntryIntoForce,
    ),
    ("adhés|adhér|присоедин", DateEvent::Accession),
    ("adopté|принят", DateEvent::Adoption),
    ("verläng|продл", DateEvent::Extension),
    ("dénonc|kündig|gekündigt|денонс", DateEvent::Denunciation),
    ("expiración|expirará|läuft\\s+ab|исте[кч]", DateEvent::Expiry),
    ("complété|revisé|révisé|modifié|geändert", DateEvent::Other),
];

/// The same in scripts that set no space between words.
pub(super) const UNSPACED: [(&str, DateEvent); 4] = [
    ("签署|签订|订于|签于|امضا", DateEvent::Signature),
    ("批准|تصویب", DateEvent::Ratification),
    ("生效", DateEvent::EntryIntoForce),
    ("通过", DateEvent::Adoption),
];

/// Shortly before a length for which a treaty is in force.
pub(super) const IN_FORCE: &str = r"(?ix)
    \b(?:lasts?|runs?|valid|concluded|signed|agreed|effective|in\s+force|in\s+effect|en\s+vigueur|en\s+vigor|em\s+vigor|in\s+vigore
    |in\s+kraft|gilt|geldt|geschlossen|conclue?|celebrad[oa]|vigencia|gesloten|van\s+kracht)
    \s+(?:[^\s.;,]+\s+){0,3}(?:for|pour|por|für|auf|voor|per|of|de)\s
    |(?:в\s+силе|действует|заключ[^\s.;,]+)\s+(?:[^\s.;,]+\s+){0,3}(?:на|сроком)\s";

/// Shortly before a length that says how long, unless it is counted from something: "concluded sixteen
/// months after".
pub(super) const LASTS: &str =
    r"(?i)\b(?:lasts?|runs?|läuft|dure(?:ra)?|durar|duurt|concluded)\s|\bterm:";

/// Right before a length for which something is given or kept: "for the next 99 years".
pub(super) const FOR: &str = r"(?i)(?:\w,?\s+for\s+(?:(?:the\s+next|the\s+coming|another|a\s+further|a|up\s+to|about|some)\s+)?|\bfor\s+(?:the\s+(?:next|coming)|another|a\s+further)\s+)$";

/// After such a length where a sentence begins with it: "For ten years ships may call there".
pub(super) const MAY: &str = r"(?i)^,?\s+(?:[^\s.;:,]+\s+){1,6}?(?:may|can|shall|will)\s";

/// Shortly before such a length where it is something else that lasts, or has lasted.
pub(super) const GOES_ON: &str = r"(?i)\b(?:(?:has|have|had|having)\s+(?:\w+\s+)?(?:\w+ed|\w{2,}en|been|fought|held|kept|stood|run|led)|was\s+\w+ing|were\s+\w+ing|talked|negotiated|waited|fought|argued|lived|ruled|governed|reigned|worked|studied|served|stayed|visited|jail\w*|prison\w*|sentenced|banned|closed|delay\w*|postpone\w*|exhaust\w*|wait)\b";

/// Right before a length that is past: "the last six months".
pub(super) const PAST: &str =
    r"(?i)\b(?:the|these|over|its|their)\s+(?:last|past|previous|preceding|first)\s+$";

/// After a length that is how long a treaty lasts, from when.
pub(super) const FROM: &str = r"(?i)^\s+(?:from|after|as\s+of|starting\s+(?:from|on|with))\s+(?:the\s+|its\s+)?(?:date\s+of\s+)?(?:the\s+|its\s+)?(?:entry|entering|coming|signature|signing|day|date)\b";

/// After a length that is waited for before a treaty enters into force.
pub(super) const WAITED: &str = r"(?i)^\s+(?:that\s+|which\s+)?(?:must|will|(?:have|has|need)\s+to)\s+(?:pass|elapse|go\s+by)\s+before\b[^.;]{0,40}\b(?:into\s+(?:force|effect)|tak(?:es?|ing)\s+effect)\b";

/// Right before a length that must be kept between notice and end: "a notice of twelve months".
pub(super) const NOTICE_OF: &str =
    r"(?i)\b(?:notice|notification)\s+of\s+(?:at\s+least\s+|not\s+less\s+than\s+)?$";

/// Right before a length by whose end something is to be done…
pub(super) const WITHIN: &str = r"(?i)\b(?:within\s+(?:a\s+period\s+of\s+)?|have\s+)$";

/// … and right after it, unless it is told what happened in that time: "within four days 3,000 came".
pub(super) const TO_DO: &str = r"(?i)^(?:\s+(?:of|after|from|following|to)\b|\s*[.,;:)]|\s*$)";

/// After a length with which a sentence begins, at whose end a state may leave a treaty…
pub(super) const THEN_LEAVE: &str = r"(?i)^\s+(?:after|from|following)\s[^.;]{0,80}?\b(?:may|can|will|shall)\s+(?:withdraw|denounce|leave|terminate)\b";

/// … or at whose end it enters into force.
pub(super) const THEN_ENTER: &str = r"(?i)^\s+(?:after|from|following)\s[^.;]{0,80}?\b(?:(?:enters?|comes?)\s+into\s+(?:force|effect)|takes?\s+effect)\b";

/// Right before a length over which a sum is spent: "3 million euros over".
pub(super) const SPREAD: &str =
    r"(?i)\b(?:\d[\d.,]*|hundred|thousand|[mb]illion)\s[^.;]{0,60}\bover\s+(?:the\s+next\s+)?$";

/// Right before a length after which an end takes effect: "may denounce it with effect after".
pub(super) const TAKING_EFFECT: &str = r"(?i)\bwith\s+effect\s+(?:after|in)\s+$";

/// Between a state and the day on which it leaves a treaty…
pub(super) const LEFT: &str = r"(?i)^(?:\s+(?:has|had|have))?\s+(?:left|quit|pulled\s+out|walked\s+out)(?:\s+(?:it|already|early|as\s+early\s+as))*(?:\s+(?:on|in))?\s+$";

/// … and between a state and the day on which it does what was told right before.
pub(super) const LIKEWISE: &str = r"(?i)^\s+(?:(?:had|has|have)\s+)?(?:went\s+first|followed(?:\s+suit)?|did\s+(?:so|the\s+same)|done\s+(?:so|the\s+same))\b,?(?:\s+(?:on|in))?\s+$";

/// Right before a date up to which something goes on.
pub(super) const UNTIL: &str = r"(?i)\b(?:until|till|up\s+to)\s+(?:the\s+|and\s+including\s+)?$";

/// Before a length that may be how long a treaty lasts.
pub(super) const TERM_BEFORE: &str = r"(?ix)
    (?:^|[,;:(]|\b(?:has|have|for|with|an?|the|its|pour|une?|por|für|voor|eine|een|на|signed|agreed|is|the\s+next))\s*
    (?:(?:de|der|die|la|el|the)\s+)?\b(?:initial\s+|first\s+|sunset\s+|minimum\s+)?
    (?:periods?|terms?|duration|validity|clause|durée|período|plazo|duración|dauer|duur|durata|сроком?)\s+(?:of|de|von|van|di|на)\s+(?:[^\s.;,]+\s+){0,2}$";

/// After a length that is how long a treaty lasts: "20-year partnership".
pub(super) const TERM_AFTER: &str = r"(?i)^\s+(?:[^\s.;,]+\s+){0,3}?(?:treaty|agreement|pact|partnership|accord|deal|protocol|convention|arrangement|compact|mandate|cooperation|co-operation|plan|contract|term|programme|of\s+cooperation)\b";

/// Before a length that is of a person or a thing, not of the treaty.
pub(super) const OF_OTHERS: &str = r"(?i)\b(?:certificates?|certificaat|licen[cs]es?|assessments?|restraint|investigations?|reviews?|deadline|time[- ]limits?|award|judges?|designees|grace|periode\s+van|waiver|restriction|elected|appointed|members?|office|imprison[^\s.;,]*|liberty|sentenced?|penalty|within|over|during|maximum|passport|visas?|protection|dans|elegid[oa]s?|nombrad[oa]s?|gewählt|ernannt|innerhalb|benoemd|gekozen|binnen)\b|élus?\b|\bnommés?|избира";

/// Right before a length that says how long after something else a thing happened: "came two days
/// after".
pub(super) const CAME: &str = r"(?i)\b(?:came|comes|was|were|is|are|follow(?:s|ed)|happened|occurred|took\s+place)\s+(?:just\s+|only\s+|some\s+|about\s+|barely\s+|almost\s+|nearly\s+)?$";

/// After a length that is counted from something, or back from it.
pub(super) const COUNTED: &str = r"(?i)^\s*,?\s*(?:after|following|from|of\s+(?:the|this|that|such|its|an?|receipt|entry)|before|prior\s+to|since|après|avant|à\s+compter|à\s+partir|suivant|después|antes|a\s+partir|contados?|nach|vor|ab|na|nadat|voor(?:dat)?|te\s+rekenen|após|depois|dopo|после|со\s+дня|до)\s";

/// Before a length by whose end something is to be done.
pub(super) const DEADLINE: &str = r"(?i)\b(?:within|not?\s+(?:later|less|more|earlier|sooner)\s+than|at\s+(?:least|the\s+latest)|during|first|any\s+time\s+after|between|expir[^\s.;,]+\s+of|plus\s+tard|dans|uiterlijk|binnen|vroegste?|innerhalb|spätestens|frühestens|dentro|entro|в\s+течение)\s+(?:[^\s.;,]+\s+){0,4}$";

/// Before a length for which a treaty goes on.
pub(super) const EXTENSION_BEFORE: &str = r"(?ix)
    \b(?:exten(?:ded|ds?|sions?)|renew(?:s|ed|al|able|ing)?|prolong(?:ed|ation)?|reconduit[^\s.;,]*|reconduction|renouvel[^\s.;,]+|prorog[^\s.;,]+
    |verläng[^\s.;,]+|verleng[^\s.;,]+|successive|further\s+(?:periods?|terms?))|продл";

/// After a length that must be kept between notice and end.
pub(super) const NOTICE: &str = r"(?i)^[’']?s?[’']?\s+(?:(?:written|prior|advance|previous|by)\s+){0,2}(?:notice|notification|préavis)\b";

/// After a length that lies before the end of something; of a treaty only where one speaks of its end.
pub(super) const AHEAD: &str = r"(?i)^\s+(?:in\s+advance\b|(?:before|prior\s+to)\s+(?:the\s+)?(?:(?:date\s+of|its|their|the|such|any|each|initial|current)\s+){0,3}(?:expir|terminat|it\s+(?:expires|lapses|ends|runs\s+out)|end\s+of\s+(?:the|each|that|any)\s+(?:[^\s.;,]+\s+){0,2}(?:period|term)|end[.;,]|end$))";

/// After a length at whose end a treaty enters into force.
pub(super) const THEN: &str = r"(?i)^\s+(?:after|following|après|después|nach|na)\s+(?:the\s+|la\s+|le\s+|el\s+|der\s+|de\s+)?(?:[^\s.;,]+\s+){0,4}(?:ratif|signature|deposit|exchange|dépôt|depósito|hinterleg|nederleg|échange|canje)";
