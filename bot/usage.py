"""What click says of wrong use, in Chinese: it has no catalogue of its own for it."""

import click

_HINT = "用 changyouda --help 看用法。"


def explain(error: click.ClickException) -> str:
    """Return one line that says what was wrong with a command line."""
    return f"{_reason(error)}\n{_HINT}"


def _reason(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            near = f"；是不是 {'、'.join(error.possibilities)}" if error.possibilities else ""
            return f"没有 {error.option_name} 这个选项{near}"
        case click.BadOptionUsage():
            return f"选项 {error.option_name} 后面要写内容"
        case click.MissingParameter():
            name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
            return f"还要写上 {name.strip('[]…. ') or '参数'}"
        case click.BadParameter():
            return f"参数不对：{error.format_message()}"
        case _ if error.format_message().startswith("No such command"):
            return (
                "没有这个命令；可用 ask、check、editions、eval、journal、learn、report、rollback、"
                "serve、unanswered"
            )
        case _:
            return error.format_message()
