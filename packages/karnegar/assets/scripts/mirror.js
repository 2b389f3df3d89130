/*
 * Search in the copy that opens from a disk: the same index as the site's, over the rows that lie beside this page. What is
 * asked stands behind the address's #, so that it can be passed on with the copy.
 */
import { buildIndex } from "@karnegar/index"

const PAGE = 50
const BEST = 12

const { lang } = document.documentElement
const form = document.getElementById("search")
const found = document.getElementById("found")
const index = buildIndex(globalThis.karnegarRows)
const number = new Intl.NumberFormat(lang === "fa" ? "fa-IR" : "en-US")
const choices = [...form.querySelectorAll("select")]

/** An element with a text, which is never read as markup. */
function element(name, text = "", attributes = {}) {
  const made = document.createElement(name)
  made.textContent = text
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  return made
}

/** What the form asks: conditions of the index. */
function asked() {
  const given = choices.filter(({ value }) => value !== "").map(({ name, value }) => [name, value])
  const text = form.elements.q.value.trim()
  return { ...Object.fromEntries(given), ...(text === "" ? {} : { text }) }
}

/** The address of a set. */
function addressOf({ text, ...conditions }) {
  return `#${new URLSearchParams({ ...(text === undefined ? {} : { q: text }), ...conditions })}`
}

/** The list, as far as it is shown. */
function list(selection, shown) {
  const part = element("ol", "", { class: "acts" })
  for (const i of selection.subarray(0, shown)) {
    const { id, title, page } = index.rows[i]
    const item = element("li")
    item.append(element("a", title[lang], { href: `${page[lang]}#${id}` }))
    part.append(item)
  }
  return part
}

/** Counts of the same set by one field, under the name that the form has for it. */
function counts({ name, labels, options }, { counts: by }, filter) {
  const table = element("table", "", { class: "counts" })
  table.append(element("caption", labels[0].textContent))
  const words = new Map([...options].map(({ value, text }) => [value, text]))
  const most = Math.max(...by.values())
  const rows = [...by].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, BEST)
  for (const [value, count] of name.endsWith("-year") ? rows.sort((a, b) => (a[0] < b[0] ? 1 : -1)) : rows) {
    const row = element("tr")
    const head = element("th", "", { scope: "row" })
    head.append(element("a", words.get(value) ?? value, { href: addressOf({ ...filter, [name]: value }) }))
    const bar = element("td", "", { class: "bar" })
    bar.append(element("meter", "", { min: "0", max: String(most), value: String(count), "aria-hidden": "true" }))
    row.append(head, element("td", number.format(count), { class: "n" }), bar)
    table.append(row)
  }
  return table
}

function show(shown = PAGE) {
  const filter = asked()
  const plain = index.select(filter)
  const selection = filter.text === undefined ? plain : index.rank(plain, filter.text, shown)
  const { by } = index.facets(
    plain,
    { kind: "action" },
    choices.map(({ name }) => name),
  )
  const { more, nothing, foundOf } = found.dataset
  const head = element(
    "h2",
    foundOf.replace("{n}", number.format(plain.length)).replace("{all}", number.format(index.rows.length)),
    { role: "status" },
  )
  found.replaceChildren(head)
  if (plain.length === 0) found.append(element("p", nothing, { class: "note" }))
  else found.append(list(selection, shown))
  if (plain.length > shown) {
    const button = element("button", more, { type: "button" })
    button.addEventListener("click", () => show(shown + PAGE))
    found.append(button)
  }
  const figures = element("div", "", { class: "two halves" })
  for (const choice of choices) if (by.get(choice.name).counts.size > 0) figures.append(counts(choice, by.get(choice.name), filter))
  found.append(figures)
}

/** What the address asks stands in the form. */
function read() {
  const given = new URLSearchParams(location.hash.slice(1))
  for (const field of [form.elements.q, ...choices]) field.value = given.get(field.name) ?? ""
  show()
}

/** What the form asks stands in the address. */
function write() {
  history.replaceState(null, "", addressOf(asked()))
  show()
}

form.hidden = false
found.hidden = false
addEventListener("hashchange", read)
form.addEventListener("submit", (event) => event.preventDefault())
form.addEventListener("input", write)
form.addEventListener("reset", () => setTimeout(write))
read()
