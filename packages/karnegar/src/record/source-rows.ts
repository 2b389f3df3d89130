import type { RegisterRow } from "./register-tables.ts"
import type { Tables } from "./tables.ts"
import type { Redistribution, Source, SourceKind } from "./types.ts"

/** A source as a row of its table, with what is not said as it is by default. */
export function sourceRow({
  key,
  nameFa,
  nameEn,
  independenceGroup = null,
  redistribution = "none",
  kind = "other",
  reach = null,
  paused = false,
}: Source): RegisterRow<"source"> {
  return {
    key,
    name_fa: nameFa,
    name_en: nameEn,
    independence_group: independenceGroup,
    redistribution,
    kind,
    reach,
    paused: paused ? 1 : 0,
  }
}

/** A source as its row tells it. */
export function sourceOf(row: Tables["source"]): Source {
  return {
    key: row.key,
    nameFa: row.name_fa,
    nameEn: row.name_en,
    independenceGroup: row.independence_group,
    redistribution: row.redistribution as Redistribution,
    kind: row.kind as SourceKind,
    reach: row.reach,
    paused: row.paused === 1,
  }
}
