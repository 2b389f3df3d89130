/** Size of a picture card, as channels and networks show it; pixels. */
export const CARD = { width: 1200, height: 630 } as const
