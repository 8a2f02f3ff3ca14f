/**
 * Every match of an expression that has the flag `g`, in order. `String.matchAll` makes a copy of the expression for each
 * call, which takes several times as long as the search in one sentence.
 */
export function matchesOf(expression: RegExp, text: string): readonly RegExpExecArray[] {
  const matches: RegExpExecArray[] = [];
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    matches.push(match);
    // An empty match would be found again for ever.
    if (match[0] === '') expression.lastIndex += 1;
  }
  return matches;
}
