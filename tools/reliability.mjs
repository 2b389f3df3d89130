// How often what the coder says it is sure of is right.

/** What confidences are worth: rows `{from, actions, mean, right}` by band, and the actions given 0.9 and more. */
export function reliability(judged) {
  const bands = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01]
  const share = (some) => (some.length === 0 ? null : some.filter((one) => one.right).length / some.length)
  const table = bands.slice(0, -1).map((from, i) => {
    const some = judged.filter(({ confidence }) => confidence >= from && confidence < bands[i + 1])
    const mean = some.length === 0 ? null : some.reduce((sum, one) => sum + one.confidence, 0) / some.length
    return { from, actions: some.length, mean, right: share(some) }
  })
  const sure = judged.filter(({ confidence }) => confidence >= 0.9)
  return { table, sure: { share: judged.length === 0 ? 0 : sure.length / judged.length, right: share(sure) } }
}

/** The reliability table as lines. */
export function reliabilityLines({ table, sure }) {
  const percent = (value) => (value === null ? "–" : `${(100 * value).toFixed(1)} %`)
  return [
    "  confidence    actions   said    strictly right",
    ...table.map(
      ({ from, actions, mean, right }) =>
        `  ${from.toFixed(1)} and more   ${String(actions).padStart(6)}  ${percent(mean).padStart(7)}  ${percent(right).padStart(7)}`,
    ),
    `  given 0.9 and more: ${percent(sure.share)} of all actions, of which ${percent(sure.right)} strictly right`,
  ]
}
