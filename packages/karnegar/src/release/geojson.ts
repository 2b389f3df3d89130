import type { LocalAction, PublishedAction } from "../record/types.ts"
import { PLACE_COLUMNS } from "./columns.ts"

/**
 * Local actions as GeoJSON by RFC 7946: one feature each, [longitude, latitude] in WGS 84, `geometry` null where the
 * place has no coordinates. Properties are the columns of the table `places`; lists are lists.
 *
 * A point is the middle of the place that is known, be it a province: `type` says how wide it is.
 */
export function* geoJsonOf(actions: Iterable<PublishedAction>): Generator<string> {
  yield '{"type":"FeatureCollection","features":['
  let sign = "\n"
  for (const action of actions) {
    for (const place of action.places) {
      yield `${sign}${JSON.stringify(featureOf(action, place))}`
      sign = ",\n"
    }
  }
  yield "\n]}\n"
}

function featureOf(action: PublishedAction, place: LocalAction) {
  const columns = PLACE_COLUMNS.filter(({ name }) => name !== "lat" && name !== "lon")
  return {
    type: "Feature",
    id: place.id,
    geometry: place.lat === null || place.lon === null ? null : { type: "Point", coordinates: [place.lon, place.lat] },
    properties: Object.fromEntries(columns.map(({ name, value }) => [name, value({ action, place })])),
  }
}
