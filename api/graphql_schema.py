"""The GraphQL schema: the one place where it is put together."""

from collections.abc import Iterator
from typing import Any

import strawberry
from graphql import (
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    Undefined,
)
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext
from strawberry.types import ExecutionContext

from api.concept_types import Concept
from api.course_types import Course, Lecture
from api.history_questions import HistoryQuestions
from api.lab_run_mutations import LabRunMutations
from api.lab_run_questions import LabRunQuestions
from api.lab_run_types import LabRun
from api.lab_types import Lab
from api.list_mutations import ListMutations
from api.lookups import Lookups
from api.page_types import Page
from api.paper_types import Paper
from api.path_questions import PathQuestions
from api.picture_questions import PictureQuestions
from api.questions import Lists, Questions
from api.reading_list_types import ReadingListQuestions
from api.recommendation_types import Resource
from api.saved_list_questions import SavedListQuestions
from api.saved_list_types import SavedList
from api.subscriptions import GraphSubscriptions, LabRunSubscriptions


@strawberry.type(description="What can be asked. Nothing here changes anything.")
class Query(
    HistoryQuestions,
    PathQuestions,
    PictureQuestions,
    ReadingListQuestions,
    SavedListQuestions,
    LabRunQuestions,
    Questions,
    Lists,
    Lookups,
):
    """The root of all queries."""


@strawberry.type(description="What can be changed. All of it needs the token of this service.")
class Mutation(ListMutations, LabRunMutations):
    """The root of all mutations."""


@strawberry.type(description="What can be followed, over WebSocket or as server-sent events.")
class Subscription(GraphSubscriptions, LabRunSubscriptions):
    """The root of all subscriptions."""


class PreparedDocument(SchemaExtension):
    """Hands on a document that ``api.preparation`` has parsed and validated, if there is one."""

    def on_operation(self) -> Iterator[None]:
        """Put it where strawberry looks for it."""
        document = getattr(self.execution_context.context, "document", None)
        if document is not None:
            self.execution_context.graphql_document = document
            self.execution_context.pre_execution_errors = []
        yield


class CountingExecution(StrawberryGraphQLCoreExecutionContext):
    """Counts what a request asks for while it runs."""

    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,  # noqa: ANN401 - as the executor has it
        path: Any,  # noqa: ANN401
        grouped_field_set: Any,  # noqa: ANN401
        position_context: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401
        """Count an object, then execute its fields."""
        self.context_value.budget.spend(len(grouped_field_set))
        return super().execute_fields(parent_type, source_value, path, grouped_field_set, position_context)


class ApiSchema(strawberry.Schema):
    """A schema that leaves logging to ``api.errors``, which knows a bug from a mistake of a client."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing."""


def _built() -> ApiSchema:
    schema = ApiSchema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        types=[Course, Lecture, Page, Concept, Paper, Resource, Lab, SavedList, LabRun],
        extensions=[PreparedDocument],
        execution_context_class=CountingExecution,
    )
    _leave_out_null_defaults(schema._schema)
    return schema


def _leave_out_null_defaults(schema: GraphQLSchema) -> None:
    """Let arguments that may be left out have no default, rather than null: the resolvers know what it means."""
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) and not type_.name.startswith("__"):
            for field in type_.fields.values():
                for argument in field.args.values():
                    if argument.default_value is None:
                        argument.default_value = Undefined
        elif isinstance(type_, GraphQLInputObjectType):
            for given in type_.fields.values():
                if given.default_value is None:
                    given.default_value = Undefined


schema_of_api = _built()
"""The schema; built once, since strawberry cannot build it twice from the same types."""
