/** An arrow, a comparison, `name=value`, or a number with its unit: what is said without small words. */
const statement =
  /[-=~]>|<[-=]|[→⇒➔➜↔⟶]|[\p{L}\p{N}]\s?[=<>≤≥]\s?[\p{L}\p{N}]|(?<![\p{L}\p{N}])\d+\s?(?:%|(?:ms|s|sec|min|h|d|mo|rps|x)(?![\p{L}\p{N}]))/u;
/** One heading states nothing, two tell what is what. */
const heading = /^\p{L}[\p{L}\p{N}-]*:\s/u;

/** Whether sentences without small words state something, as notes do; a list only names. */
export function areNotes(sentences: readonly string[]): boolean {
  return (
    sentences.some((sentence) => statement.test(sentence)) || sentences.filter((each) => heading.test(each)).length > 1
  );
}
