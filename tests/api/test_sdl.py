"""The schema as text."""

from graphql import build_schema, is_input_object_type, is_introspection_type, is_specified_scalar_type
from graphql.type import GraphQLEnumType, GraphQLInterfaceType, GraphQLObjectType

from api.graphql_schema import schema_of_api
from api.sdl import COMMITTED, sdl


def test_the_committed_schema_is_the_schema():
    assert COMMITTED.read_text(encoding="utf-8") == sdl(), "regenerate it: python -m api.sdl, then look at the diff"


def test_every_type_field_argument_and_value_is_described():
    bare = []
    for name, type_ in schema_of_api._schema.type_map.items():
        if is_introspection_type(type_) or is_specified_scalar_type(type_):
            continue
        if not type_.description:
            bare.append(name)
        if isinstance(type_, GraphQLEnumType):
            bare += [f"{name}.{value}" for value, each in type_.values.items() if not each.description]
        if isinstance(type_, GraphQLObjectType | GraphQLInterfaceType) or is_input_object_type(type_):
            for field_name, field in type_.fields.items():
                arguments = getattr(field, "args", {})
                bare += [f"{name}.{field_name}"] if not field.description else []
                bare += [f"{name}.{field_name}({key})" for key, each in arguments.items() if not each.description]

    assert bare == []


def test_a_node_may_be_missing_and_ids_are_plain():
    query = build_schema(sdl()).query_type

    assert query is not None
    assert str(query.fields["node"].type) == "Node"
    assert str(query.fields["nodes"].type) == "[Node]!"
    assert str(query.fields["node"].args["id"].type) == "ID!"


def test_arguments_that_may_be_left_out_have_no_null_default():
    assert "= null" not in sdl()


def test_nothing_else_can_be_changed_or_followed():
    mutation = schema_of_api._schema.mutation_type

    assert mutation is not None
    assert set(mutation.fields) == {
        "createList",
        "updateList",
        "addToList",
        "removeFromList",
        "reorderList",
        "annotateListItem",
        "archiveList",
        "pinList",
        "startLabRun",
        "resumeLabRun",
        "cancelLabRun",
    }
    subscription = schema_of_api._schema.subscription_type
    assert subscription is not None
    assert set(subscription.fields) == {"revision", "labRun"}


def test_every_mutation_takes_one_input_and_answers_with_a_payload_of_its_own():
    mutation = schema_of_api._schema.mutation_type

    assert mutation is not None
    for name, field in mutation.fields.items():
        own = name[0].upper() + name[1:]
        assert {argument: str(each.type) for argument, each in field.args.items()} == {"input": f"{own}Input!"}
        assert str(field.type) == f"{own}Payload!"


def test_the_server_sends_the_schema(client):
    response = client.get("/schema.graphql")

    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.text == sdl()
