"""Changing saved lists. Whoever may ask at all is settled before (``api.view``); mistakes come back as data."""

import hashlib
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import orjson
import strawberry
from strawberry import UNSET

from api.connections import at_most
from api.context import Context, Info
from api.errors import problems_of
from api.filters import course_slug, short
from api.list_inputs import (
    AddToListInput,
    AnnotateListItemInput,
    ArchiveListInput,
    CreateListInput,
    EditInput,
    ListItemInput,
    MutationInput,
    PinListInput,
    RemoveFromListInput,
    ReorderListInput,
    UpdateListInput,
)
from api.list_payloads import (
    AddToListPayload,
    AnnotateListItemPayload,
    ArchiveListPayload,
    CreateListPayload,
    PayloadT,
    PinListPayload,
    RemoveFromListPayload,
    ReorderListPayload,
    UpdateListPayload,
    refused_edit,
)
from api.saved_list_types import SavedList, shelf_of
from reading.reading_list import items_of
from reading.saved_list_items import item_identity, items_named, list_item_of
from schema import list_edits, saved_list_records
from schema.errors import InputError, SyllagraphError
from schema.list_edits import Identity
from schema.saved_list_records import ListItem
from schema.saved_lists import Edit


@strawberry.type(description="Changes of saved lists.")
class ListMutations:
    """The part of the mutation type that changes saved lists."""

    @strawberry.mutation(description="Make a list.")
    def create_list(
        self, info: Info, input: Annotated[CreateListInput, strawberry.argument(description="The list.")]
    ) -> CreateListPayload:
        """Resolve ``createList``."""
        context = info.context

        def create() -> saved_list_records.SavedList:
            make = _new_list(context, input)
            return shelf_of(context).create(make, key=input.idempotency_key, asked=_hash_of(input))

        return _answered(CreateListPayload, input, create)

    @strawberry.mutation(description="Give a list another title, description or language.")
    def update_list(
        self, info: Info, input: Annotated[UpdateListInput, strawberry.argument(description="What to change.")]
    ) -> UpdateListPayload:
        """Resolve ``updateList``."""

        def update(saved: saved_list_records.SavedList) -> saved_list_records.SavedList:
            fields: dict[str, object] = {}
            if input.title is not None:
                fields["title"] = input.title.text()
            if input.description is not UNSET:
                fields["description"] = input.description.text() if input.description else None
            if input.language is not None:
                fields["language"] = input.language.value
            return list_edits.changed(saved, **fields)

        return _edited(UpdateListPayload, info, input, update)

    @strawberry.mutation(description="Put papers, pages and resources on a list.")
    def add_to_list(
        self, info: Info, input: Annotated[AddToListInput, strawberry.argument(description="What to add, and where.")]
    ) -> AddToListPayload:
        """Resolve ``addToList``."""

        def add(saved: saved_list_records.SavedList) -> saved_list_records.SavedList:
            items = _items(info.context, input.items, saved.course)
            return list_edits.with_items(saved, items, at=input.at)

        return _edited(AddToListPayload, info, input, add)

    @strawberry.mutation(description="Take items off a list.")
    def remove_from_list(
        self, info: Info, input: Annotated[RemoveFromListInput, strawberry.argument(description="What to take off.")]
    ) -> RemoveFromListPayload:
        """Resolve ``removeFromList``."""

        def remove(saved: saved_list_records.SavedList) -> saved_list_records.SavedList:
            return list_edits.without_items(saved, _identities(info.context, saved, input.items))

        return _edited(RemoveFromListPayload, info, input, remove)

    @strawberry.mutation(description="Put the items of a list in another order.")
    def reorder_list(
        self, info: Info, input: Annotated[ReorderListInput, strawberry.argument(description="The new order.")]
    ) -> ReorderListPayload:
        """Resolve ``reorderList``."""

        def reorder(saved: saved_list_records.SavedList) -> saved_list_records.SavedList:
            return list_edits.in_order(saved, _identities(info.context, saved, input.items, most=500))

        return _edited(ReorderListPayload, info, input, reorder)

    @strawberry.mutation(description="Say something else of an item of a list.")
    def annotate_list_item(
        self, info: Info, input: Annotated[AnnotateListItemInput, strawberry.argument(description="Which, and what.")]
    ) -> AnnotateListItemPayload:
        """Resolve ``annotateListItem``."""

        def annotate(saved: saved_list_records.SavedList) -> saved_list_records.SavedList:
            (identity,) = _identities(info.context, saved, [input.item])
            return list_edits.annotated(saved, identity, input.note)

        return _edited(AnnotateListItemPayload, info, input, annotate)

    @strawberry.mutation(description="Put a list away, so that its addresses say that it is gone, or bring it back.")
    def archive_list(
        self, info: Info, input: Annotated[ArchiveListInput, strawberry.argument(description="Which.")]
    ) -> ArchiveListPayload:
        """Resolve ``archiveList``."""
        return _edited(
            ArchiveListPayload, info, input, lambda saved: list_edits.changed(saved, archived=input.archived)
        )

    @strawberry.mutation(description="Show the files of a list with one revision of its course, or with the newest.")
    def pin_list(
        self, info: Info, input: Annotated[PinListInput, strawberry.argument(description="Which revision.")]
    ) -> PinListPayload:
        """Resolve ``pinList``."""

        def pin(saved: saved_list_records.SavedList) -> saved_list_records.SavedList:
            return list_edits.changed(saved, revision=_revision(info.context, input.revision, saved.course))

        return _edited(PinListPayload, info, input, pin)


def _edited(payload: type[PayloadT], info: Info, input: EditInput, edit: Edit) -> PayloadT:
    def do() -> saved_list_records.SavedList:
        return shelf_of(info.context).edit(
            short("a slug", input.slug), edit, made_from=input.version, key=input.idempotency_key, asked=_hash_of(input)
        )

    return _answered(payload, input, do)


def _answered(
    payload: type[PayloadT], input: MutationInput, do: Callable[[], saved_list_records.SavedList]
) -> PayloadT:
    """Do what is asked, and return the list, or what was wrong; what is a bug is raised."""
    try:
        short("clientMutationId", input.client_mutation_id or "")
        saved = do()
    except (SyllagraphError, ExceptionGroup) as error:
        problems = problems_of(error)
        if not problems:
            raise
        return refused_edit(payload, problems, input.client_mutation_id)
    return payload(
        saved=SavedList.of(saved), user_errors=[], conflict=None, client_mutation_id=input.client_mutation_id
    )


def _new_list(context: Context, input: CreateListInput) -> Callable[[datetime], saved_list_records.SavedList]:
    slug = course_slug(context, input.course)
    own = "en" if context.catalogue.courses[slug].language.startswith("en") else "zh"
    chosen: list[ListItem] = []
    if input.fill_from is not None:
        if input.fill_from.course not in (None, slug):
            raise InputError("the papers to begin with are of another course than the list")
        input.fill_from.course = slug
        chosen = [list_item_of(item.paper) for item in items_of(context.served, input.fill_from.selection())]
    there = {item.identity for item in chosen}
    more = [item for item in _items(context, input.items, slug) if item.identity not in there]
    fields = {
        "slug": input.slug,
        "title": input.title.text(),
        "description": input.description.text() if input.description else None,
        "language": input.language.value if input.language else own,
        "course": slug,
        "items": (*chosen, *more),
    }
    return lambda now: list_edits.made_list(**fields, created=now, updated=now)


def _items(context: Context, given: list[ListItemInput], course: str) -> list[ListItem]:
    refs = [short("a reference", one.ref) for one in at_most("items", given)]
    notes = [one.note for one in given]
    return list_edits.with_notes(items_named(context.served, refs, course=course), notes)


def _identities(
    context: Context, saved: saved_list_records.SavedList, refs: list[str], *, most: int = 250
) -> list[Identity]:
    if len(refs) > most:
        raise InputError(f"items has {len(refs):,} items, but may have at most {most}")
    return [item_identity(context.served, saved, short("a reference", ref)) for ref in refs]


def _revision(context: Context, name: str | None, course: str) -> str | None:
    if name is None:
        return None
    if context.history is None:
        raise InputError("this service was given one graph and keeps no earlier ones")
    return context.history.edition(short("a revision", name), course).revision


def _hash_of(input: MutationInput) -> str:
    """Return what is the same whenever the same is asked."""
    facts = {
        name: None if value is UNSET else value
        for name, value in asdict(input).items()
        if name not in ("client_mutation_id", "idempotency_key")
    }
    told = [type(input).__name__, getattr(input, "description", None) is UNSET, facts]
    return hashlib.sha256(orjson.dumps(told, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()
