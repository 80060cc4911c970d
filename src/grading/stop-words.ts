/** Words that carry no idea of their own. Negations are not among them: they turn an idea round. */
export const stopWords: ReadonlySet<string> = new Set(
  `a about above after again all also am an and any are as at be because been before being below between both but by can could
  did do does doing down during each either else etc even ever every few for from further had has have having he her here hers him his
  how i if im in into is it its itself ive just ll let lets like made make makes many may me might more most much my
  of off on once one only or other our ours out over own per re really s same she should so some such t than that thats the their theirs
  them then there these they this those through thus to too under until up upon us use used uses using ve very via was we were what when
  where whether which while who whom why will with would you your yours basically actually simply probably maybe kind sort thing things
  stuff way ways get gets got go goes going put puts say says want wants need needs id youd theyd wed cant wont dont`.split(
    /\s+/,
  ),
);
