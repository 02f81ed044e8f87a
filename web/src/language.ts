// The language of the page: from the address, else as chosen last, else Chinese, the language of the course.
export type Language = "zh" | "en";

const KEY = "syllagraph:language";

function known(text: string | null): Language | undefined {
  return text === "zh" || text === "en" ? text : undefined;
}

// Storage may be switched off; the page works without it.
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function store(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    return;
  }
}

export function pageLanguage(): Language {
  const asked = known(new URLSearchParams(location.search).get("lang"));
  if (asked) store(asked);
  return asked ?? known(stored()) ?? "zh";
}

/** The language a text is written in, for fonts and for screen readers. */
export function languageOf(text: string): Language {
  return /\p{Script=Han}/u.test(text) ? "zh" : "en";
}
