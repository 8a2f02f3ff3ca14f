interface Entry {
  readonly position?: string;
  readonly name?: string;
  readonly studyType?: string;
  readonly area?: string;
  readonly institution?: string;
  readonly startDate: string;
  readonly endDate?: string;
  readonly summary?: string;
  readonly highlights?: readonly string[];
  readonly courses?: readonly string[];
}

export interface Resume {
  readonly basics: {
    readonly name: string;
    readonly label: string;
    readonly email: string;
    readonly summary: string;
  };
  readonly work: readonly Entry[];
  readonly education: readonly Entry[];
  readonly skills: readonly { readonly name: string; readonly keywords: readonly string[] }[];
}

/** The CV as most people write it: headings, posts with bullets, a table of skills. */
export function plainPage({ basics, work, education, skills }: Resume): string {
  const entry = (one: Entry) =>
    `<h3>${one.position ?? `${one.studyType} ${one.area}`}</h3>
     <p>${one.name ?? one.institution}, ${one.startDate.slice(0, 4)} to ${one.endDate?.slice(0, 4) ?? 'present'}</p>
     <p>${one.summary ?? ''}</p>
     <ul>${[...(one.highlights ?? []), ...(one.courses ?? [])].map((item) => `<li>${item}</li>`).join('')}</ul>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>CV</title><body>
    <h1>${basics.name}</h1><p>${basics.label}</p><p>${basics.email}</p>
    <h2>Profile</h2><p>${basics.summary}</p>
    <h2>Employment</h2>${work.map(entry).join('')}
    <h2>Education</h2>${education.map(entry).join('')}
    <h2>Skills</h2><table border="1">${skills
      .map(({ name, keywords }) => `<tr><td>${name}</td><td>${keywords.join(', ')}</td></tr>`)
      .join('')}</table>
  </body></html>`;
}
