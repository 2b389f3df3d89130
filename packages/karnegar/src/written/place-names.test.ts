import { builtInKnowledge } from "@karnegar/coder"
import { describe, expect, test } from "vitest"
import { PlaceNames, type WrittenPlace } from "./place-names.ts"

const names = new PlaceNames(builtInKnowledge())
const NOTHING: WrittenPlace = {
  id: "",
  name: "",
  city: "",
  county: "",
  province: "",
  country: "",
  type: "",
  lat: null,
  lon: null,
}

/** `type nameEn` of what was linked, then the troubles. */
function short(written: Partial<WrittenPlace>, countryId: string | null): string[] {
  const { place, troubles } = names.link({ ...NOTHING, ...written }, countryId)
  return [
    place === null ? "nothing" : `${place.type} ${place.nameFa}`,
    ...troubles.map(({ code, part }) => `${code} ${part}`),
  ]
}

const cases: readonly (readonly [
  name: string,
  written: Partial<WrittenPlace>,
  want: readonly string[],
  country?: string | null,
])[] = [
  ["finds a city by its Persian name", { city: "اهواز" }, ["city اهواز"]],
  ["finds it by its English name", { city: "Ahvaz" }, ["city اهواز"]],
  ["finds it however its letters were typed", { city: " اهـواز " }, ["city اهواز"]],
  ["takes the city before the county of the same name", { city: "شوش" }, ["city شوش"]],
  ["takes the county where the word before says so", { city: "شهرستان شوش" }, ["county شوش"]],
  ["takes the county in a column of counties", { county: "شوش" }, ["county شوش"]],
  ["lets the province tell two cities apart", { city: "مهاباد", province: "اصفهان" }, ["city مهاباد"]],
  ["takes the province with the word for it", { province: "استان خوزستان" }, ["province خوزستان"]],
  [
    "never guesses between two cities: the country stands, and it's told",
    { city: "مهاباد" },
    ["country ایران", "place.ambiguous city"],
  ],
  [
    "falls back to the province where that has no such city",
    { city: "مهاباد", province: "فارس" },
    ["province فارس", "place.unknown city"],
  ],
  [
    "falls back to the county beside a city that isn't known",
    { city: "ناکجا", county: "شوش" },
    ["county شوش", "place.unknown city"],
  ],
  ["tells a province that isn't known", { province: "ناکجا" }, ["country ایران", "place.unknown province"]],
  [
    "leaves a name open that comes with its kind, as our exports tell it",
    { name: "مهاباد", type: "city" },
    ["city مهاباد"],
  ],
  ["finds a place by its id before all names", { id: "us-ca", city: "اهواز" }, ["province کالیفرنیا"]],
  [
    "tells an id that isn't known and goes by the names",
    { id: "t0", city: "اهواز" },
    ["city اهواز", "place.id_unknown id"],
  ],
  ["finds a state by its name", { province: "New York" }, ["province ایالت نیویورک"], "w-usa"],
  ["finds a state by its letters and by ISO 3166-2", { province: "US-TX" }, ["province تگزاس"], "w-usa"],
  ["keeps Georgia the state from Georgia the country", { province: "Georgia" }, ["province جورجیا"], "w-usa"],
  ["does not look for towns abroad", { city: "Sacramento", province: "California" }, ["province کالیفرنیا"], "w-usa"],
  ["does not take a town abroad for one of Iran", { city: "اهواز", province: "Texas" }, ["province تگزاس"], "w-usa"],
  ["falls back to the country abroad", { province: "Duluth" }, ["country آمریکا", "place.unknown province"], "w-usa"],
  ["takes a column of countries", { country: "فرانسه" }, ["country فرانسه"], null],
  ["knows nothing where nothing is written", {}, ["nothing"], null],
]

describe("PlaceNames.link", () => {
  for (const [name, written, want, country = "iran"] of cases)
    test(name, () => expect(short(written, country)).toEqual(want))

  test("lets the row's own coordinates go before the gazetteer's", () => {
    const own = names.link({ ...NOTHING, city: "اهواز", lat: 31.3, lon: 48.6 }, "iran").place
    expect([own?.lat, own?.lon]).toEqual([31.3, 48.6])
    expect(names.link({ ...NOTHING, city: "اهواز" }, "iran").place?.lat).not.toBeNull()
  })
})
