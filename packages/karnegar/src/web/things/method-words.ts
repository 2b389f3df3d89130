import type { EvidenceStatus } from "../../record/types.ts"
import type { Lang } from "../words/language.ts"

/** Words of the page on how we work, in Persian; the type that English follows. */
const fa = {
  contents: "در این صفحه",
  made: "یک مورد چگونه ساخته می‌شود",
  madeText: [
    "ماشین هر گزارش را با قاعده‌های کتابچه می‌خواند و کنار هر مقدار، واژه‌هایی را که بر آن تکیه دارد نگه می‌دارد. این هنوز حرکت نیست؛ گفته ماشین است.",
    "یک نفر آن را با گزارش می‌سنجد، یا گرداننده قاعده‌ای روشن می‌کند که آن را با نشان «هنوز بررسی نشده» نشان دهد. برای «منتشرشده» دو نفر لازم است، مگر گروه به یک نفر بسنده کرده باشد؛ آن‌گاه صفحه همین را می‌گوید.",
    "گزارش‌هایی که از یک حرکت می‌گویند کنار هم می‌آیند و هیچ‌یک پاک نمی‌شود. اگر منبع‌ها یک سخن نگویند، شمارها بازه‌ای می‌شود که همه را در بر دارد؛ هرگز میانگین گرفته نمی‌شود.",
  ],
  evidence: "پشتوانه",
  evidenceLead:
    "هر مورد یکی از اینهاست. شمار گزارش‌ها پشتوانه را بالا نمی‌برد؛ رونوشت‌های یک خاستگاه یک بار شمرده می‌شوند.",
  evidenceText: {
    single_source: "یک خاستگاه از آن می‌گوید، هرچند رونوشت‌هایش بسیار باشد.",
    independent_sources: "دو خاستگاه یا بیشتر که از هم نگرفته‌اند.",
    verified_media: "عکس یا فیلمی که یک نفر جا و روزش را سنجیده است.",
    official_confirmation: "مقامی یا کارفرما آن را تأیید کرده است.",
    disputed: "درباره درستی‌اش اختلاف هست.",
    retracted: "پس گرفته شده؛ نشانی‌اش می‌ماند و محتوایش نه.",
  } satisfies Record<EvidenceStatus, string>,
  corrections: "تصحیح",
  correctionsText: [
    "هر تغییر یک سطر در دفتری زنجیره‌ای است که نمی‌شود بی‌صدا بازنویسی‌اش کرد. صفحه هر مورد روز بررسی‌هایش را می‌گوید.",
    "موردی که با مورد دیگری یکی دانسته شد نشانی‌اش برای همیشه به آن می‌رسد. مورد پس‌گرفته صفحه‌اش را نگه می‌دارد، بی محتوا.",
    "خطایی دیدید؟ در صفحه همان مورد بنویسید؛ نام و نشانی نمی‌خواهیم.",
  ],
  agreement: "چقدر یک چیز می‌فهمیم",
  agreementText:
    "گزارش‌هایی را دو نفر جدا و نادیده کد می‌کنند و همخوانی‌شان با آلفای کریپندورف سنجیده می‌شود: ۱ همخوانی کامل است و ۰ نه بیش از تصادف. معمولاً از ۰٫۸ به بالا را معتبر می‌دانند.",
  agreementNone: (n: string) => `هنوز برای هیچ فیلدی ${n} واحد دوبار کد نشده است؛ پس عددی گفته نمی‌شود.`,
  counting: "شمارش",
  countingText:
    "کنار هر عدد قاعده شمارش و آنچه در آن است نوشته شده. دستاوردها هرگز بی شمار حرکت‌هایی که نتیجه‌شان دانسته است نمی‌آید: ندانسته نه صفر است و نه شکست.",
  countingLink: "قاعده‌های شمارش",
  limits: "مرزها",
  limitsText: [
    "آنچه گزارش نشده اینجا نیست. شهرهای بزرگ، کارخانه‌های نامدار و روزهای پرخبر بیشتر دیده می‌شوند.",
    "گزارش‌ها از پیروزی و سرکوب بیش از پایان آرام یک حرکت می‌گویند؛ پس نتیجه‌های دانسته نماینده همه نیستند.",
    "روزی که متن نگفته، روز انتشار با دقت یک هفته است. جایی که فرهنگ جغرافیایی نشناسد روی نقشه نیست.",
    "ماشین خطا می‌کند. موردی که هنوز کسی ندیده همین را بالای صفحه‌اش می‌گوید.",
  ],
  coarse: "چه درشت‌تر گفته می‌شود",
  coarseText:
    "حرکتی که کمتر از ده نفر در آن‌اند، حرکت کولبران و سوخت‌بران، و آنجا که با تک‌تک آدم‌ها کاری شده و فقط یک خاستگاه از آن می‌گوید: جا تا شهرستان، شمارها به بازه، بی نام محل کار، و از روز سوم. عددی هرگز به تصادف عوض نمی‌شود. از پرونده‌های سرکوب فقط شمار، آن هم از ده به بالا.",
  notCovered: "چه چیزهایی اینجا نیست",
  notCoveredText: [
    "نام آدم‌ها، مگر کسی که به نام خود سخنگویی علنی کرده و دو نفر آن را پذیرفته‌اند.",
    "متن گزارش‌ها، عکس‌ها و فیلم‌ها؛ جز چند واژه‌ای که دو نفر پذیرفته باشند.",
    "اعتراض یک نفر، جلسه و مذاکره، و گردهمایی‌های سیاسی، مذهبی و دولتی.",
    "آمار رسمی: اینجا شمار گزارش‌هاست، نه سرشماری اعتراض‌ها.",
  ],
  licences: "پروانه‌ها",
  licencesText: "داده‌ها CC\u00a0BY\u00a04.0 است: با نام بردن از کارنگار و نشانی، هر کاری با آن بکنید. برنامه MIT است.",
  licencesLink: "همه پروانه‌ها",
  codebook: "کتابچه کدها",
  codebookLead: (n: string, version: string) =>
    `هر ${n} کد با معنا و نمونه‌اش، نسخه ${version}. این جدول‌ها از خود کتابچه ساخته می‌شوند. نمونه‌ها ساختگی‌اند.`,
  code: "کد",
  meaning: "معنا",
  example: "نمونه",
  kinds: {
    kinds: "نوع متن",
    statuses: "وضعیت",
    forms: "شکل حرکت",
    workforces: "گروه",
    demands: "خواسته",
    outcomes: "نتیجه",
    repression: "سرکوب",
    employment: "نوع استخدام",
    character: "سرشت خواسته",
  } as Readonly<Record<string, string>>,
}

const en: typeof fa = {
  contents: "On this page",
  made: "How a record is made",
  madeText: [
    "The machine reads each report by the rules of the codebook and keeps, beside every value, the words that it rests on. That is no action yet: it is what the machine says.",
    "A person holds it against the report, or the operator switches on a rule that shows it marked “not yet reviewed”. “Published” takes two people, unless a group makes do with one; the page says so then.",
    "Reports that tell of one action stand together and none is deleted. Where sources disagree, numbers become the range that covers them all; nothing is averaged.",
  ],
  evidence: "What a record rests on",
  evidenceLead:
    "Every record is one of these. The number of reports raises none of them: copies of one origin count once.",
  evidenceText: {
    single_source: "One origin tells of it, however many copies there are.",
    independent_sources: "Two origins or more that did not take it from one another.",
    verified_media: "A picture or film whose place and day a person has checked.",
    official_confirmation: "An official or the employer has confirmed it.",
    disputed: "Whether it is right is in dispute.",
    retracted: "Taken back; its address stays and its content does not.",
  },
  corrections: "Corrections",
  correctionsText: [
    "Every change is a line in a chained log that cannot be rewritten in silence. A record’s page tells the days on which it was checked.",
    "The address of a record that was found to be another one leads there for ever. A retracted record keeps its page, without content.",
    "Something wrong? Tell us on the page of that record; we ask for no name and no address.",
  ],
  agreement: "How far coders agree",
  agreementText:
    "Reports are coded by two people apart and unseen, and how far they agree is measured by Krippendorff’s alpha: 1 is full agreement, 0 no more than chance would give. Custom relies on 0.8 and more.",
  agreementNone: (n) => `No field has ${n} units coded twice yet, so no figure is told.`,
  counting: "Counting",
  countingText:
    "Beside every figure stands the rule that it was counted by, and what is in it. Gains never stand without the number of actions whose outcome is known: not known is neither zero nor defeat.",
  countingLink: "The counting rules",
  limits: "Limits",
  limitsText: [
    "What nobody reported is not here. Large towns, well-known plants and days full of news are seen more often.",
    "Reports tell of gains and of repression more than of an action’s quiet end: the outcomes that are known do not stand for all.",
    "Where a text tells no day, it is the day of publication, within a week. A place that the gazetteer does not know is not on the map.",
    "The machine errs. A record that nobody has looked at says so at the top of its page.",
  ],
  coarse: "What is told more coarsely",
  coarseText:
    "Actions of fewer than ten people, those of kolbars and fuel carriers, and those in which something was done to single persons and one origin alone tells of it: the place as its county, numbers as bands, no workplace, and from the third day on. No number is ever changed at random. Of cases of repression numbers alone are told, from ten on.",
  notCovered: "What is not covered",
  notCoveredText: [
    "Names of persons, but for those who speak in public under their own name and whom two people have accepted.",
    "Texts of reports, pictures and films; but for a few words that two people have accepted.",
    "Protests of one person, meetings and talks, and political, religious or state gatherings.",
    "Official statistics: this counts reports, it is no census of protests.",
  ],
  licences: "Licences",
  licencesText:
    "The data are CC\u00a0BY\u00a04.0: do with them what you like, naming Karnegar and the address. The software is MIT.",
  licencesLink: "All licences",
  codebook: "The codebook",
  codebookLead: (n, version) =>
    `All ${n} codes with what they mean, version ${version}. These tables are made of the codebook itself. Examples stand on the Persian page.`,
  code: "Code",
  meaning: "Meaning",
  example: "Example",
  kinds: {
    kinds: "Kind of text",
    statuses: "Status",
    forms: "Form of action",
    workforces: "Workforce",
    demands: "Demand",
    outcomes: "Outcome",
    repression: "Repression",
    employment: "Employment",
    character: "Character of the claim",
  },
}

/** Words of the page on how we work. */
export function methodWords(lang: Lang): typeof fa {
  return lang === "fa" ? fa : en
}
