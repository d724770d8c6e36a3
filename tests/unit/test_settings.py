"""Settings: what is read, and how each fault is named."""

from pathlib import Path

import pytest

from bot.errors import SettingsFault
from bot.sections import Settings
from bot.settings import load_settings, places, read_token, shipped_config


def _load(folder: Path, text: str) -> Settings:
    (folder / "bot.yaml").write_text(text, encoding="utf-8")
    return load_settings((folder,), {})


def test_what_ships_are_the_defaults() -> None:
    assert load_settings((shipped_config(),), {}) == Settings()


def test_without_a_file_and_with_an_empty_one_the_defaults_hold(tmp_path: Path) -> None:
    assert load_settings((tmp_path,), {}) == Settings()
    assert _load(tmp_path, "# nothing\n") == Settings()


def test_values_are_taken(tmp_path: Path) -> None:
    settings = _load(tmp_path, "answer:\n  threshold: 1\noperators: [1, 2]\n")
    assert (settings.answer.threshold, settings.operators) == (1.0, (1, 2))


def test_the_first_folder_that_has_the_file_wins(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    (second / "bot.yaml").write_text("operators: [7]\n", encoding="utf-8")
    assert load_settings((first, second), {}).operators == (7,)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_text("telegram:\n  base_url: https://a/bot\n", encoding="utf-8")
    environment = {"TELEGRAM_BASE_URL": "http://127.0.0.1:1/bot", "TELEGRAM_BASE_FILE_URL": ""}
    telegram = load_settings((tmp_path,), environment).telegram
    assert telegram.base_url == "http://127.0.0.1:1/bot"
    assert telegram.base_file_url == "https://api.telegram.org/file/bot"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "answers:\n  threshold: 1\n",
            1,
            "answers：不认识“answers”，是不是“answer”？可用 articles",
        ),
        ("answer:\n  treshold: 0.5\n", 2, "answer.treshold：不认识“treshold”，是不是“threshold”？"),
        ("answer:\n  threshold: 高\n", 2, "answer.threshold：应是数字"),
        ("answer:\n  threshold: 1.5\n", 2, "answer.threshold：应不大于 1"),
        ("answer:\n  threshold: -1\n", 2, "answer.threshold：应不小于 0"),
        ("\narticles:\n  max_bytes: 0\n", 3, "articles.max_bytes：应大于 0"),
        ("articles:\n  max_bytes: 5MB\n", 2, "articles.max_bytes：应是整数"),
        ("answer: 0.5\n", 1, "answer：要写的各项应写在下面几行"),
        ("operators: 1234\n", 1, "operators：应写在方括号里，例如 [123456789]"),
        ("operators:\n  - 1\n  - 张三\n", 3, "operators 第 2 个：应是整数，只用数字写"),
        (
            "telegram:\n  base_url: api.telegram.org\n",
            2,
            "telegram.base_url：应以 https:// 或 http",
        ),
        ("telegram:\n  updates: 轮询\n", 2, "telegram.updates：只能写 polling、webhook"),
        ("telegram:\n  updates: webhook\n", 2, "telegram.updates：用 webhook 还要写 webhook.url"),
        ("webhook:\n  url: http://bot.example.org/\n", 2, "webhook.url：应以 https:// 开头"),
        ("log:\n  questions: 是\n", 2, "log.questions：应写 true 或 false"),
        ("- 1\n- 2\n", 1, "全文：要写的各项应写在下面几行"),
        ("answer:\n  threshold: 1\nanswer:\n  threshold: 0\n", 3, "“answer”写了两次"),
        ("answer: [\n", 1, "方括号没有配对"),
        ("a: b: c\n", 1, "这里不该有冒号"),
    ],
)
def test_a_fault_names_line_key_and_remedy(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    with pytest.raises(SettingsFault) as caught:
        _load(tmp_path, text)
    (problem,) = caught.value.problems
    assert problem.line == line
    assert problem.message.startswith(message)
    assert str(problem).startswith(f"{tmp_path / 'bot.yaml'}:{line}: ")


def test_all_faults_are_found_at_once(tmp_path: Path) -> None:
    with pytest.raises(SettingsFault) as caught:
        _load(tmp_path, "operators: [x]\nanswer:\n  threshold: 2\n  odd: 1\n")
    assert [problem.line for problem in caught.value.problems] == [1, 3, 4]


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "bot.yaml").write_bytes("operators: [] # 操作员\n".encode("gb18030"))
    with pytest.raises(SettingsFault, match=r"bot\.yaml:1: .*另存为 UTF-8"):
        load_settings((tmp_path,), {})


def test_places_options_win_over_the_environment(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    environment = {"CHANGYOUDA_ARTICLES": str(one), "CHANGYOUDA_DATA": str(tmp_path / "data")}
    assert places(None, None, None, environment).articles == one
    assert places(two, None, None, environment).articles == two
    assert places(None, None, None, environment).data == tmp_path / "data"
    assert places(None, one, None, {}).configs == (one, shipped_config())


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsFault, match="nowhere:1: 没有这个文件夹"):
        places(tmp_path / "nowhere", None, None, {})


def test_the_token_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("2:b\n", encoding="utf-8")
    assert read_token({"TELEGRAM_BOT_TOKEN": " 1:a "}) == "1:a"
    assert read_token({"TELEGRAM_BOT_TOKEN_FILE": str(file)}) == "2:b"
    assert read_token({}) is None
    with pytest.raises(SettingsFault, match="无法读取令牌文件"):
        read_token({"TELEGRAM_BOT_TOKEN_FILE": str(tmp_path / "none")})


def test_the_port_of_the_environment_wins(tmp_path: Path) -> None:
    assert load_settings((tmp_path,), {"CHANGYOUDA_HEALTH_PORT": "0"}).health.port == 0
    with pytest.raises(SettingsFault, match="CHANGYOUDA_HEALTH_PORT:1: 应是 0 到 65535 的整数"):
        load_settings((tmp_path,), {"CHANGYOUDA_HEALTH_PORT": "70000"})
