//! The words by which kinds of clauses are told.

/// Acts in a treaty's life, in forms that report them as done.
pub(super) const ACTS: &str = r"ratified|approved|passed|signed|inked|initialled|acceded|adopted|endorsed|pass(?:es)?\s+(?:its|their)\s+(?:\w+\s+)?(?:laws?|bills?|acts?)|declare[sd]?\s+(?:it|(?:the|its|their)\s+\w+(?:\s+\w+)?)\s+(?:null|void|invalid)|declare[sd]?\s+(?:itself|themselves)\s+(?:bound|independent|neutral)|entered\s+into\s+force|took\s+effect|came\s+into\s+(?:force|effect)|cleared|voted|terminated|denounced|withdrew|withdrawn|suspended|expired|lapsed|exchanged|swapped|deposited|rejected|tabled|submitted|laid\s+before|bec(?:a|o)mes?\s+the\s+(?:[^\s.;]+\s+){1,8}?to\s+(?:sign|ratify|join|approve|leave|quit|accede|deposit|withdraw)|presented\s+(?:a|the)\s+bill|sent\s+(?:the|a|to)|put\s+(?:his|her|their)\s+(?:names?|signatures?)|(?:gave|given)\s+(?:its|their|his|her|a)\s+(?:first\s+|second\s+|third\s+|final\s+)?(?:consent|approval|assent|reading)|were\s+among\s+the\s+first\s+to\s+sign|joined\s+the\s+(?:treaty|convention|pact|agreement)|sealed|(?:was|were)\s+concluded|(?:enters?|comes?)\s+into\s+(?:force|effect)\s+(?:today|(?:on|from)\s+(?:today|\d|(?-i:[A-Z]))|this)|takes?\s+effect\s+(?:today|(?:on|from)\s+(?:today|\d|(?-i:[A-Z]))|this)|expelled|recalled\s+(?:its|their|his)\s+ambassadors?|severed|broke\s+off|(?:re)?opened|launched|annulled|repealed|revoked|scrapped|handed\s+(?:in|over|their|its)|gave\s+notice|notified|quit|left\s+the|joined|rejoined|extended\s+(?:it|the|its|their)|renewed\s+(?:it|the)|amended|invoked|ruled\s+that|concluded\s+(?:the|a)|put\s+(?:on\s+paper|pens?\s+to|(?:its|their|his|her)\s+(?:initials|seals?|pens?)\s+(?:to|under|on))|penned|threw\s+out|thrown\s+out|str(?:uck|ikes?)\s+down|upheld|overturned|quashed|dismissed\s+(?:the|an?|its|their|his|all|both)\s+(?:\w+\s+)?(?:appeals?|cases?|complaints?|challenges?|lawsuits?|suits?|actions?|claims?)|announced\s+(?:an?|the|their|its)\s+(?:\w+\s+)?(?:agreements?|deals?|accords?|pact|treaty|end|start|launch|extension|suspension|withdrawal|truce|ceasefire)|took\s+place|cleared\s+the\s+way|agreed\s+on|reached\s+(?:an?|the)|summoned|let\s+(?:\w+\s+){1,3}know|gave\s+way|asked\s+for\s+(?:an?|the)|spoke\s+for|recalled\s+(?:\w+\s+){0,2}(?:ambassadors?|envoys?)";

/// Nouns for acts, where one begins an entry of a list.
pub(super) const NOMINAL: &str = "Announcement|Approval|Consultation|Deposit|Dispatch|Exchange|Hearing|Notification|Opening|Proclamation|Promulgation|Publication|Submission|Transmission|Vote";

/// Words of speaking that tell a statement though the speaker has no name.
pub(super) const SAYING: &str = r"said|thanked|thanks\s+(?:the|its|his|her|their)|sp(?:eaks?|oke)\s+of|(?:has|have|had)\s+called\s+(?:it|them|him|her|the|this|that|for|on)|told|tells|announced|announces|stated|argued?|argues|recalled|recalls|asked(?:\s+(?:whether|if|why|how|that|the|them|for\s+(?:more|an\s+explanation)))?|asks|warned|warns|insisted|insists|claimed|claims\s+(?:that|it|to)|estimates?\s+(?:that|the)|estimated\s+(?:that|the)|(?:adds|added)(?:\s+that\s+(?:the|it|he|she|they|a|this|there|no|both|his|her|their|its)|,|:|\.)|maintains?\s+that|complained|complains?|demanded|objected|objects\s+to|declined\s+to\s+(?:comment|say)|refused\s+to\s+comment|criticised|criticized|denounced\s+as|pronounce[ds]?|(?:raise[sd]?|voice[sd]?)\s+(?:\w+\s+)?(?:doubts|concerns?|questions|objections?)|condemned|hailed|hails|praised|praises|rejected\s+(?:the\s+|any\s+|such\s+)?(?:claims?|criticism|accusations?|allegations?|charges?|suggestions?|idea|award|ruling)|opposes?|opposed|urged|urges|confirmed|confirms|voiced|accused|accuses|dismissed|dismisses|brushed\s+off|contends?|declared|declares|describes?|described|called\s+(?:it|the|this|that|for|on)|calls?\s+(?:it|the|this|that|on)|has\s+promised|was\s+noted|(?:others|some|critics|historians|scholars|observers)\s+(?:(?:has|have)\s+(?:\w+\s+)?)?(?:read|see|saw|seen|view|viewed|regard|consider)|welcomed?|welcomes|lauded|questioned|cautioned|cautions|expressed|underlined|underscored\s+(?:its|his|her|their)|reaffirmed|emphasi[sz]ed|stressed|commented|responded|countered|vowed|puts?\b[^.;]{1,60}\bat\s+(?:some\s+|about\s+)?(?:\p{Lu}{0,3}\s?[$€£¥]\s?)?\d+";

/// The writer weighs, guesses or sums up.
pub(super) const COMMENT: &str = r"(?i)\b(?:reflect(?:s|ed|ing)?|signal(?:s|led|ling)?|underscores?|underlines?|demonstrates?|illustrates?|suggests?|marks?|represents?|reveals?|positioning|will\s+be\s+watching|appears?|seems?|could|might|(?:is|are)\s+(?:likely|unlikely|hard|easy|no|believed|thought|seen|widely)|remains?\s+(?:to\s+be\s+seen|unclear|uncertain)|(?:takes?|took)\s+no\s+part|(?:is|are|was|were)\s+(?:the|an?|one)\s+(?:main|chief|real|only|biggest|greatest|serious|central)\s+(?:risks?|dangers?|problems?|questions?|obstacles?|weakness|threats?|worry|concerns?)|(?:is|are|was|were)\s+(?:far\s+|more\s+|less\s+|\w+ly\s+)*(?:worried|afraid|angry|unhappy|pleased|confident|sceptical|skeptical)|(?:was|were)\s+never\s+\w+|turning\s+point|milestone|would\s+(?:have|be)|as\s+signed|no\s+longer|\p{L}\s+should|needs|need\s+to)\b|\b(?:has|have|had)\s+(?:not\s+|never\s+|long\s+|so\s+far\s+|already\s+|yet\s+|now\s+|since\s+|once\s+|\w+ly\s+)*(?:\w+ed|been|had|made|kept|led|become|begun|given|taken|done|grown|fought|shown|seen|yet\s+to|to\s+be\s+seen)\b";

/// What a parliament has still to do is no act yet and no provision.
pub(super) const PROCEDURE: &str = r"(?i)\b(?:is|are)\s+(?:due\s+|expected\s+)?to\s+(?:rule|vote|decide|debate|be\s+(?:tabled|debated|voted|laid|submitted|presented))\b|\bwill\s+(?:now\s+|then\s+|next\s+)?be\s+(?:laid|tabled|submitted|presented|put|sent)\s+(?:before|in|to)\b|\b(?:must|needs?|requires?|(?:has|have)\s+(?:yet\s+|still\s+|now\s+)?to|awaits?)\s+(?:also\s+|still\s+|only\s+|yet\s+|now\s+|first\s+|to\s+|be\s+)*(?:go\b|clear\b|pass\b|rule\b|ratif\w*|approv\w*|vote\b|see\b|the\s+(?:consent|approval|assent)|a\s+(?:qualified\s+)?(?:majority|vote)|consent|parliamentary)|\bratification\s+(?:requires|needs|is\s+(?:still\s+)?(?:pending|expected))|\b(?:consent|approval|assent)\s+of\b[^.;]{1,60}\b(?:will|must|is|remains)\b|\b(?:goes|go|heads|moves)\s+(?:next\s+|now\s+|back\s+)?(?:to|before)\b|\bhas\s+yet\s+to\b|\b(?:must|have|has)\s+still\b|\bstill\s+(?:has|have|needs?)\s+to\b|\b(?:still|only)\s+needs\b|\bwhether\b[^.;]{1,60}\b(?:approval|ratif\w*)";

/// What a treaty does, or its parties are to do.
pub(super) const PROVISION: &str = r"(?i)\b(?:sets?\s+(?:out|up|a|the|limits)|spells?\s+out|commit(?:s|ted|ting)?|promotes?|authentic|expands?|includes?|included|aims?|(?:is|are)\s+(?:intended|free\s+to|designed|entitled|exempt|taxable|subject|required|bound|obliged|allowed|barred)|remains?\s+free|designed|provides?|covers?|requires?|allows?|permits?|obliges?|obligates?|prohibits?|forbids?|establish(?:es|ed)?|creates?|envisages?|stipulates?|foresees?|calls?\s+for|contains?|contained|governs?|supports?|express(?:es)?|agree[sd]?|undertakes?|pledges?|resolve[sd]?|shall|will|must|need\s+not|cannot|would|bars|bans|caps|limits|restricts|guarantees?|protects?|grants?|excludes?|exempts?|waives?|removes?|abolish(?:es)?|recogni[sz]es|applies|apply|(?:is|are|was|were)\s+(?:not\s+)?to|stays?\s+in\s+force|continues?\s+to\s+apply|loses?\s+(?:its\s+)?force|does\s+not\s+(?:extend|apply|cover|affect)|do\s+not\s+(?:extend|apply|cover|affect)|ceases?\s+to\s+apply|splits|lasts|has\s+a\s+preamble|(?:is|are)\s+(?:consistent|compatible|permanent|binding|valid|renewable|without\s+prejudice)|develop|strengthen(?:s|ed)?|renewable|no\s+mutual|serves?\s+as|renews|renounces?|denies|assures|offers?|gives|binds|invites?|replaces|complements|supplements|gains?|keeps|leaves?|enjoys?|receives?|lifts|(?:treaty|agreement|pact|text|accord|it)\s+has\s+(?:no|an?|\d+)|have\s+(?:free|full|equal|the\s+right)|goe?s?\s+first\s+to|(?:promised|undertook|committed|pledged)\s+to|can\s+(?:only\s+)?be\s+(?:modified|amended|terminated|extended|renewed|ended)|(?:takes?|enters?|comes?)\s+(?:effect|into\s+(?:force|effect)))\b|can\s+(?:still|also|only|then)\s+be\s+\w+|\bdisputes?\s+(?:go(?:es)?\s+to|(?:is|are)\s+(?:brought|put|referred|taken)\s+(?:before|to))\b|\b(?:either|neither|each|any|every)\s+(?:side|party|state|country|government|member)\s+(?:can|could|may|must)\b|(?-i:\bmay\b)|\b(?:is|are)\s+(?:also\s+|hereby\s+|therefore\s+|to\s+be\s+|then\s+|not\s+|\w+ly\s+)?(?:concluded\s+for|appointed|elected|chosen|composed|made\s+up|carried\s+out|applied|labelled|counted|folded|marked|divided|settled|prohibited|forbidden|allowed|permitted|covered|protected|phased|governed|given|granted|exempted|excluded|limited|capped|shielded|encouraged|guaranteed|required|established|set|shared|abolished|removed|reduced|banned|recogni[sz]ed|resolved|settled|taxed|earmarked|reserved|extended|lifted|waived|cut|paid|handled|treated)\b|\b(?:parties|states|countries|members|governments|sides|signatories)\s+(?:also\s+)?(?:renounce|freeze|commit|agree|undertake|pledge|accept|cut|reduce|share|exchange|provide|grant|refrain|recogni[sz]e|uphold|keep|cooperate|promise|waive|protect|consult|support|respect)\b";

/// Headings under which a report says what a treaty says.
pub(super) const OF_CONTENTS: &str = r"(?i)^\W*(?:what\s+(?:does\s+)?(?:the\s+(?:\w+\s+){1,2}|it\s+)(?:says?|does|do|covers?|provides?|contains?|changes?|means?\s+in\s+practice)|what(?:’s|'s|\s+is)\s+in\s+(?:it|the)|what\s+(?:was|has\s+been|they|both)\s+(?:\w+\s+)?agreed|what\s+changes\b|(?:the\s+|its\s+)?(?:main\s+|key\s+|chief\s+)?(?:provisions|terms|contents?|points|obligations|commitments|rules)\b|(?:rights\s+and\s+(?:duties|obligations)|how\s+it\s+works|under\s+the\s+(?:treaty|agreement|pact|accord|deal)))";

/// Whether a word is a verb in the present tense, third person, that tells an action.
pub(super) fn is_present(word: &str) -> bool {
    const NOT: [&str; 41] = [
        "likes",
        "thinks",
        "believes",
        "knows",
        "doubts",
        "worries",
        "expects",
        "is",
        "was",
        "has",
        "does",
        "its",
        "this",
        "as",
        "us",
        "seems",
        "remains",
        "needs",
        "wants",
        "hopes",
        "fears",
        "sees",
        "says",
        "thus",
        "always",
        "perhaps",
        "means",
        "looks",
        "comes",
        "goes",
        "years",
        "months",
        "days",
        "lies",
        "across",
        "less",
        "parties",
        "states",
        "claims",
        "follows",
        "countries",
    ];
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && word.chars().all(char::is_lowercase)
        && !NOT.contains(&word)
}
