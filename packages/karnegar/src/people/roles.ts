/** Who may do what at the desk. Every guard of every route asks here. */

/** Roles, each with all that those before it may do. */
export const ROLES = ["reader", "coder", "reviewer", "publisher", "administrator"] as const
export type Role = (typeof ROLES)[number]

/** What is done at the desk, with the least role that may do it. */
export const DEEDS = {
  /** See the queue, reports with their evidence, history, proposals, sources and jobs. */
  read: "reader",
  /** Comment, take an item on, code a report unseen by others. */
  code: "coder",
  /** Decide on values, merges, links and states short of publishing; undo what was decided. */
  review: "reviewer",
  /** Add, pause and retry sources, links and jobs. */
  gather: "reviewer",
  /** Open what strangers sent in. */
  open: "reviewer",
  /** Publish, retract, approve quotes and entries of the register of public persons. */
  publish: "publisher",
  /** Invite and remove people, change roles and the record's rules. */
  administer: "administrator",
} as const satisfies { readonly [deed: string]: Role }
export type Deed = keyof typeof DEEDS

/** May somebody of this role do this? */
export function may(role: Role, deed: Deed): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(DEEDS[deed])
}

/** Is this the name of a role? */
export function isRole(name: unknown): name is Role {
  return ROLES.includes(name as Role)
}
