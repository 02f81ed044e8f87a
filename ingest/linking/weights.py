"""How much each sign that a page explains a concept weighs, and how much is enough.

A page TEACHES a concept whose signs add up to ``ENOUGH`` and count at least one of the ``EXPLAINING`` at more than
``NO_MORE_THAN_NAMED``, if it is of a kind that teaches; what else it names, it MENTIONS. Each sign is counted once, at
its strongest.
"""

EXPLAINING = frozenset({"title", "heading", "defined", "led on", "example"})
"""The signs without which a page explains nothing; all others only support them."""

NO_MORE_THAN_NAMED = 0.25
"""What these weigh where they only name a concept."""

ENOUGH = 2.0
"""What the signs have to add up to: a heading that announces the concept and has a section is enough by itself."""

ENOUGH_TO_SUM_UP = 4.0
"""The same on a page that sums up what others explain."""

TITLE_ALONE = 2.0
"""The title of the page is the concept: ``知识蒸馏``, ``LoRA：低秩适配``."""

TITLE_SUBJECT = 0.75
"""The title says that something about the concept is explained: ``监督微调核心概念``."""

TITLE_NAMED = NO_MORE_THAN_NAMED
"""The title names it in some other way."""

DESCRIPTION_NAMED = 0.5
"""The description of the page names it."""

HEADING_SUBJECT = 2.25
"""A heading or tab label is the concept, or says that it is explained, and a section of some length follows."""

SHARED_HEADING = 0.5
"""What is left of a heading's weight where it announces several concepts, as ``拒绝采样 + SFT``."""

FACET_HEADING = 0.5
"""What is left of it where it looks at one side of the concept, its flaws and limits aside: ``蒸馏的显存开销``."""

RECALLING_HEADING = 0.5
"""What is left of it where it recalls what was explained before: ``回顾 DPO``."""

SHORT_SECTION = 0.5
"""What is left of it where hardly anything follows."""

LONG_ENOUGH = 80
"""Characters below a heading, code and formulas included, from which on a section is no short one."""

HEADING_NAMED = NO_MORE_THAN_NAMED
"""A heading names it in some other way."""

LED = 2.25
"""A paragraph opens with it in bold and says what it is: ``**双重量化**：…``, ``**双重量化** 是…``."""

DEFINED = 1.5
"""A sentence or formula says what it is, or that this is what it is called, wherever it stands in a paragraph."""

BY_THE_WAY = 0.5
"""What is left of a definition in an introduction, or in a paragraph that begins by recalling: ``回顾上一节，…``."""

INTRODUCED = 1.5
"""A sentence brings it in as a new term: in bold, with its long form behind it, and goes on."""

IN_LIST = 1.0
"""An item of a list says what it is: a gloss among others, which explains nothing by itself."""

OPENING = 2.0
"""The first paragraph of an overview says what it is, and the description of the page names it: it is what the course
or lesson is about. An overview explains nothing else."""

LED_ON = 0.75
"""A paragraph opens with something of it in bold, and goes on about that: ``**表层对齐假说的启示**：…``."""

EXAMPLE = 1.5
"""A paragraph announces an example of it, and nothing else: ``**GSM8K 示例**：``."""

EXPANDED = 0.5
"""Its name is written out beside its abbreviation, or in the other language."""

IN_ROW = 0.5
"""It heads a row of a table, with words that say what it is."""

ROLE_IN_ROW = 1.0
"""It heads a row of a table, with a column of its own for what each is for or means."""

IN_MANY_BLOCKS = 0.75
"""It is named in many blocks: the full weight from ``MANY_BLOCKS`` on, and in proportion below."""

MANY_BLOCKS = 12

ELSEWHERE = -1.5
"""The page says that it is explained in another lesson, though its title does not announce it."""

MOST_SOURCES = 20
"""How many places of a coverage are kept."""
