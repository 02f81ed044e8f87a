// What the documents in queries/ ask for, as the page reads it.
export interface ConceptName {
  slug: string;
  name: string;
  aliases: string[];
}

export interface Requirement {
  anyOf: ConceptName[];
  reason?: string | null;
  evidence?: string;
}

export interface PaperConcept {
  kind: string;
  concept: ConceptName & { requires: Requirement[] };
}

export interface Paper {
  id: string;
  arxivId: string | null;
  title: string;
  authors: string[];
  year: number | null;
  url: string | null;
  concepts: PaperConcept[];
}

export interface Page {
  path: string;
  title: string;
  kind: string;
  url: string | null;
}

export interface Lab {
  slug: string;
  title: string;
  page: { path: string; url: string | null } | null;
}

export interface Recommendation {
  role: string;
  priority: string | null;
  priorityText: string | null;
  hours: { low: number | null; high: number | null; text: string } | null;
  sections: string[];
  label: string;
  paper: Paper | null;
  resource: { title: string; url: string } | null;
}

export interface Lecture {
  number: number;
  title: string;
  pages: Page[];
  labs: Lab[];
  recommendations: Recommendation[];
}

export interface Course {
  slug: string;
  title: string;
  site: string | null;
  pages: { nodes: Page[]; totalCount: number };
  labs: { slug: string }[];
  lectures: Lecture[];
}

export interface CourseAnswer {
  revision: { id: string; ingestedAt: string | null } | null;
  courses: { nodes: { slug: string; title: string }[] } | null;
  concepts: { totalCount: number } | null;
  course: Course | null;
}

export interface Minutes {
  low: number | null;
  likely: number | null;
  high: number | null;
}

export interface Step {
  kind: string;
  onlyForOrder: boolean;
  node: { __typename: string } & Partial<ConceptName>;
}

export interface PathAnswer {
  learningPath: { minutes: Minutes | null; assumed: ConceptName[]; steps: Step[] } | null;
}

export interface ConceptAnswer {
  concept: (ConceptName & { definition: string | null; requires: Requirement[] }) | null;
}

export interface Found {
  __typename: string;
  slug?: string;
  name?: string;
  aliases?: string[];
  arxivId?: string | null;
  path?: string;
  number?: number;
  paperTitle?: string;
  paperUrl?: string | null;
  pageTitle?: string;
  pageUrl?: string | null;
  labTitle?: string;
  resourceTitle?: string;
  resourceUrl?: string | null;
  lectureTitle?: string;
}

export interface SearchAnswer {
  search: { nodes: { node: Found | null }[] };
}
