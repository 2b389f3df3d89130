import type { FC } from "hono/jsx"
import type { Catalogue } from "../catalogue.ts"
import { type Claim, type HeldClaim, holdClaim, RELATIONS } from "../message.ts"
import type { Lang } from "../words/language.ts"
import { MESSAGE_WORDS } from "../words/message.ts"
import { titleOf } from "../words/title.ts"
import { Layout, type PageContext } from "./layout.tsx"

/** The message to workers, claim by claim, each with the actions that bear on it and what is not known. */
export const Message: FC<{ context: PageContext; claims: readonly Claim[]; actions: Catalogue["actions"] }> = ({
  context,
  claims,
  actions,
}) => {
  const { lang } = context
  const words = MESSAGE_WORDS[lang]
  return (
    <Layout context={context} title={words.title} current="about">
      <h1>{words.title}</h1>
      <div class="prose">
        <p class="lead">{words.lead}</p>
        <p>{words.how}</p>
      </div>
      <nav aria-label={words.contents}>
        <ul>
          {claims.map(({ id, title }) => (
            <li>
              <a href={`#${id}`}>{title[lang]}</a>
            </li>
          ))}
        </ul>
      </nav>
      {claims.map((claim) => (
        <ClaimSection claim={holdClaim(claim, actions)} lang={lang} />
      ))}
    </Layout>
  )
}

const ClaimSection: FC<{ claim: HeldClaim; lang: Lang }> = ({ claim, lang }) => {
  const words = MESSAGE_WORDS[lang]
  return (
    <section id={claim.id} aria-labelledby={`${claim.id}-title`}>
      <h2 id={`${claim.id}-title`}>{claim.title[lang]}</h2>
      <p>{claim.claim[lang]}</p>
      {RELATIONS.map((relation) => {
        const own = claim.held.filter((one) => one.relation === relation)
        return (
          own.length > 0 && (
            <>
              <h3>{words.relations[relation]}</h3>
              <ul>
                {own.map(({ action }) => (
                  <li>
                    <a href={`/${lang}/actions/${action.id}`}>{titleOf(action, lang)}</a>
                  </li>
                ))}
              </ul>
            </>
          )
        )
      })}
      {claim.records.length === 0 && <p class="soft">{words.none}</p>}
      {claim.missing > 0 && <p class="soft">{words.missing(claim.missing, claim.records.length)}</p>}
      <h3>{words.unknown}</h3>
      <p>{claim.unknown[lang]}</p>
    </section>
  )
}
