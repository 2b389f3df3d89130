import type { Context } from "hono"
import type { FC } from "hono/jsx"
import type { SignedIn } from "../../people/people.ts"
import { may } from "../../people/roles.ts"
import { RecordError, recordErrorText } from "../../record/errors.ts"
import { PERSON_BASES, type PersonBasis } from "../../record/person-rules.ts"
import type { PersonEntry } from "../../record/public-persons.ts"
import { document, type PageContext } from "../pages/layout.tsx"
import { firstCalendar, formatDay } from "../words/dates.ts"
import { DeskLayout, Field, Mark, Trouble } from "./layout.tsx"
import { type DeskRoute, type DeskVisit, Form } from "./route.ts"
import type { DeskTools } from "./tools.ts"
import { personsWords } from "./words/persons.ts"

/** The register of public persons: read, propose, approve by a second person, take off. */
export function personRoutes({ record, page }: DeskTools): readonly DeskRoute[] {
  const show = async ({ lang, signedIn, form }: DeskVisit, fault?: string) =>
    document(
      <Persons
        {...{ context: page(lang, "/desk/persons"), signedIn, persons: await record.listPersons(), typed: form, fault }}
      />,
    )
  /** Does what a form asks, and shows the list again: with what was typed where the record refuses. */
  const change = (work: (c: Context, visit: DeskVisit) => Promise<unknown>): DeskRoute["answer"] => {
    return async (c, visit) => {
      try {
        await work(c, visit)
      } catch (error) {
        if (!(error instanceof RecordError)) throw error
        if (error.code === "register.row") return c.html(await show(visit, personsWords[visit.lang].refused), 422)
        const status = error.code === "record.not_found" ? 404 : 409
        return c.html(await show(visit, recordErrorText(error, visit.lang)), status)
      }
      return c.redirect(`/${visit.lang}/desk/persons`, 303)
    }
  }
  return [
    {
      method: "get",
      path: "/persons",
      deed: "review",
      answer: async (c, visit) => c.html(await show({ ...visit, form: new Form(new Map()) })),
    },
    {
      method: "post",
      path: "/persons",
      deed: "review",
      answer: change((_, { form, ask }) =>
        record.proposePerson(
          {
            nameFa: form.text("name_fa"),
            nameEn: form.text("name_en"),
            officeFa: form.text("office_fa"),
            officeEn: form.text("office_en"),
            basis: form.text("basis") as PersonBasis,
            adult: form.text("adult") === "yes",
            detained: form.text("detained") === "yes",
            reason: form.text("reason"),
            reviewDay: form.text("review_day"),
          },
          ask,
        ),
      ),
    },
    {
      method: "post",
      path: "/persons/:id/approve",
      deed: "publish",
      proven: true,
      answer: change((c, { ask }) => record.approvePerson(c.req.param("id")!, ask)),
    },
    {
      method: "post",
      path: "/persons/:id/remove",
      deed: "publish",
      proven: true,
      answer: change((c, { ask }) => record.removePerson(c.req.param("id")!, ask)),
    },
  ]
}

const Persons: FC<{
  context: PageContext
  signedIn: SignedIn
  persons: readonly PersonEntry[]
  /** What was typed and refused; empty otherwise. */
  typed: Form
  fault: string | undefined
}> = ({ context, signedIn, persons, typed, fault }) => {
  const { lang } = context
  const words = personsWords[lang]
  return (
    <DeskLayout context={context} title={words.persons} signedIn={signedIn} current="persons">
      {fault !== undefined && <Trouble>{fault}</Trouble>}
      <p>{words.lead}</p>
      {persons.length === 0 ? (
        <p class="note">{words.none}</p>
      ) : (
        <ol class="persons">
          {persons.map((person) => (
            <Person person={person} lang={lang} signedIn={signedIn} />
          ))}
        </ol>
      )}
      <h2>{words.propose}</h2>
      <p>{words.proposeLead}</p>
      <form class="narrow" method="post" action={`/${lang}/desk/persons`}>
        <Mark signedIn={signedIn} />
        <Field name="name_fa" label={words.nameFa} value={typed.text("name_fa")} dir="auto" required />
        <Field name="name_en" label={words.nameEn} value={typed.text("name_en")} dir="ltr" required />
        <Field name="office_fa" label={words.officeFa} value={typed.text("office_fa")} dir="auto" required />
        <Field name="office_en" label={words.officeEn} value={typed.text("office_en")} dir="ltr" required />
        <p class="field">
          <label for="basis">{words.basis}</label>
          <select id="basis" name="basis">
            {PERSON_BASES.map((basis) => (
              <option value={basis} selected={typed.text("basis") === basis}>
                {words.bases[basis]}
              </option>
            ))}
          </select>
        </p>
        <p class="field">
          <label for="reason">{words.reason}</label>
          <textarea id="reason" name="reason" dir="auto" required aria-describedby="reason-hint">
            {typed.text("reason")}
          </textarea>
          <small id="reason-hint" class="soft">
            {words.reasonHint}
          </small>
        </p>
        <Field
          name="review_day"
          label={words.review}
          hint={words.reviewHint}
          type="date"
          value={typed.text("review_day")}
          dir="ltr"
          required
        />
        <Tick name="adult" label={words.adult} ticked={typed.text("adult") === "yes"} />
        <Tick name="detained" label={words.detained} ticked={typed.text("detained") === "yes"} />
        <button type="submit">{words.send}</button>
      </form>
    </DeskLayout>
  )
}

const Person: FC<{ person: PersonEntry; lang: "fa" | "en"; signedIn: SignedIn }> = ({ person, lang, signedIn }) => {
  const words = personsWords[lang]
  const isOwn = person.by.includes(signedIn.account.id)
  const mayDecide = may(signedIn.account.role, "publish")
  return (
    <li>
      <h3>
        <bdi>{lang === "fa" ? person.nameFa : person.nameEn}</bdi>{" "}
        <span class="soft">
          <bdi>{lang === "fa" ? person.nameEn : person.nameFa}</bdi>
        </span>
      </h3>
      <dl class="fields">
        <div>
          <dt>{words.office}</dt>
          <dd>
            <bdi>{lang === "fa" ? person.officeFa : person.officeEn}</bdi>
          </dd>
        </div>
        <div>
          <dt>{words.why}</dt>
          <dd>
            {words.bases[person.basis]}
            <div class="soft" dir="auto">
              {person.reason}
            </div>
          </dd>
        </div>
        <div>
          <dt>{words.state}</dt>
          <dd>{words.states[person.state]}</dd>
        </div>
        <div>
          <dt>{words.review}</dt>
          <dd>
            {formatDay(person.reviewDay, lang, firstCalendar(lang))}
            {person.state === "approved" && !person.stands && <div class="note trouble">{words.expired}</div>}
          </dd>
        </div>
      </dl>
      {person.state === "proposed" && isOwn && <p class="soft">{words.own}</p>}
      {mayDecide && (
        <div class="row">
          {person.state === "proposed" && !isOwn && (
            <form method="post" action={`/${lang}/desk/persons/${person.id}/approve`}>
              <Mark signedIn={signedIn} />
              <button type="submit" class="own">
                {words.approve}
              </button>
            </form>
          )}
          {person.state !== "removed" && (
            <form method="post" action={`/${lang}/desk/persons/${person.id}/remove`}>
              <Mark signedIn={signedIn} />
              <button type="submit" class="quiet">
                {words.remove}
              </button>
            </form>
          )}
        </div>
      )}
    </li>
  )
}

const Tick: FC<{ name: string; label: string; ticked: boolean }> = ({ name, label, ticked }) => (
  <p class="tick">
    <label>
      <input type="checkbox" name={name} value="yes" checked={ticked} /> {label}
    </label>
  </p>
)
