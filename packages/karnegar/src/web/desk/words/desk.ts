const fa = {
  desk: "میز بررسی",
  queue: "صف بررسی",
  reports: "گزارش‌ها",
}

const en: typeof fa = {
  desk: "Review desk",
  queue: "Queue",
  reports: "Reports",
}

/** Words that all pages of the desk share. */
export const deskWords = { fa, en }
