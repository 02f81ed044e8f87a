"""Names for types that refer to each other, so that no module of types has to import another."""

from typing import TYPE_CHECKING, Annotated

import strawberry

if TYPE_CHECKING:
    from api.concept_types import Concept
    from api.course_types import Course, Lecture
    from api.lab_types import Lab
    from api.page_types import Page
    from api.paper_types import Paper
    from api.recommendation_types import Recommendation, Resource

ConceptType = Annotated["Concept", strawberry.lazy("api.concept_types")]
CourseType = Annotated["Course", strawberry.lazy("api.course_types")]
LectureType = Annotated["Lecture", strawberry.lazy("api.course_types")]
PageType = Annotated["Page", strawberry.lazy("api.page_types")]
PaperType = Annotated["Paper", strawberry.lazy("api.paper_types")]
LabType = Annotated["Lab", strawberry.lazy("api.lab_types")]
RecommendationType = Annotated["Recommendation", strawberry.lazy("api.recommendation_types")]
ResourceType = Annotated["Resource", strawberry.lazy("api.recommendation_types")]
