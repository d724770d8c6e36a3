"""Kinds of things that questions ask for, and what the form of a fact shows of each.

A question for a reason is likelier answered where 因 or 由于 stands, one for a work where 《》
does.
Nothing is excluded by it, as by `knowledge.evidence`: how much it speaks for a fact is learned.
The first are what encyclopaedias are asked for, the rest what offices are.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that is asked for."""

    name: str
    asks: re.Pattern[str]
    """Found in questions for it; both are compared in the form of `normal.fold`."""
    shows: re.Pattern[str]
    """Found in facts that may tell it."""

    def speaks(self, question: str, fact: str) -> float:
        """Return 1 where it is asked for and shown, -1 where it is not shown, 0 if not asked."""
        if not self.asks.search(question):
            return 0.0
        return 1.0 if self.shows.search(fact) else -1.0


def _kind(name: str, asks: str, shows: str) -> Kind:
    return Kind(name, re.compile(asks), re.compile(shows))


KINDS: tuple[Kind, ...] = (
    _kind(
        "date",
        r"哪一?年|何时|什么时[候间]|几月|几号|哪一?天|年份|日期|什么年|年代|哪个世纪|时间是",
        r"\d{3,4}年|\d+月|\d+日|世纪|年代|年间|[元一二三四五六七八九十]年",
    ),
    _kind(
        "place",
        r"哪里|哪儿|何[处地]|什么地[方点]|哪个?(?:城市|国家|省|市|县|区|地|州|洲)|哪国|位于|在哪"
        r"|哪些(?:地|国|省|区)|分布",
        r"[市省县区州镇乡村国岛路街山河湖海港洲]|位于|坐落|地处|分布",
    ),
    _kind(
        "reason",
        r"为什么|为何|为啥|原因|因何|凭什么|怎么会|缘故|由来",
        r"因|由于|为了|所以|导致|以致|故[而名]|使得|鉴于|缘|基于",
    ),
    _kind(
        "name",
        r"别[名称]|又[叫名称]|也?叫什么|称为?什么|俗称|简称|全[名称]|原名|本名|被称|名称|名字|称号|学名",
        r"又[名称叫]|别[名称]|称[为作之]|名为|简称|俗称|原名|本名|叫做?|全[名称]|学名|称号|[“「]",
    ),
    _kind(
        "person",
        r"谁|何人|哪位|哪个人|什么人|哪些人|姓什么",
        r"[\u4e00-\u9fff]·[\u4e00-\u9fff]|先生|女士|教授|主任|局长|书记|院长|校长|由|被|者",
    ),
    _kind(
        "organisation",
        r"(?:哪个?|什么|哪[家所])(?:公司|机构|部门|单位|组织|学校|大学|集团|部队|医院)|哪家|哪所",
        r"公司|局|部|院|会|学校|大学|集团|社|中心|银行|厂|所|署|台|团|站",
    ),
    _kind(
        "work",
        r"作品|专辑|歌|电影|著作|节目|小说|电视剧|哪[本部]书|杂志|报纸",
        r"《|〈",
    ),
    _kind(
        "definition",
        r"是什么\W*$|什么是|指的?是?什么|什么意思|含义|是谁\W*$",
        r"是指|指的?是|是一[种个位名座家部只条间款项]|(?:^|[,，)）」》])是|意[为思谓即]",
    ),
    _kind(
        "means",
        r"怎么|怎样|如何|方式|方法|咋",
        r"通过|利用|采用|经|先|然后|方式|方法|靠|由|需|应|可",
    ),
    _kind(
        "list",
        r"哪些|哪[两二三四五六七八九十几]|分别|有什么|包括什么|有啥|包含",
        r"、|及|和|与|包括|分为|包含",
    ),
    _kind(
        "purpose",
        r"目的|用途|用来|作用|功能|用于|意义|干什么|干嘛|干啥",
        r"用于|用来|用作|为了|以便|目的|作用|功能|旨在|供|负责",
    ),
    _kind(
        "money",
        r"多少钱|几多?钱|多少元|几[块元]|费用|收费|价[格钱]|贵不贵|[要花交收]钱|免费|几折"
        r"|[赔罚奖补报贷交收发给]\S{0,3}(?:多少|几多)|(?:费|工资|[租奖押]金|补贴|津贴)\S{0,3}(?:多少|几多)",
        r"元|块钱|免费|免[收交缴]|不收|收费|减免|全额|\d%|折",
    ),
    _kind(
        "rate",
        r"一个月|每[人月天年户次]|一年|按月|月月|一天",
        r"每[人月年天日户次个份件床]|/[人月年天日]|按[月年季]",
    ),
    _kind(
        "papers",
        r"材料|证件|手续|资料|要带|带[啥什哪]|准备[啥什哪]|证明",
        r"材料|证|表|书|复印件|身份|户口|照片|凭",
    ),
    _kind(
        "contact",
        r"电话|号码|联系|热线|微信|网址|网站|邮箱|公众号|找谁",
        r"\d{5,}|\d{3,4}-\d+|www|@|热线|公众号|拨打|\b1[12]\d{3}\b",
    ),
    _kind(
        "address",
        r"地址|在哪|哪里|哪儿|怎么走|位置|几楼|去哪|到哪|上哪",
        r"[路街巷弄]\S{0,6}\d*号|楼|室|层|中心|位于|窗口|大厅|地点|[局所站院]",
    ),
    _kind(
        "hours",
        r"几点|上班|下班|开门|关门|营业|周末|星期|礼拜|[上下]午",
        r"\d{1,2}[:点时]|[上下]午|[周星]期?[一二三四五六日末]|工作日|全天|24小时",
    ),
    _kind(
        "duration",
        r"多久|多长时间|几天|几个[月小工]|期限|多少天|什么时候能|快不快",
        r"[\d一二两三四五六七八九十]+个?(?:工作日|天|日|月|年|小时|分钟)|当场|即时|当日",
    ),
    _kind(
        "term",
        r"截止|什么时[候间]|啥时候|几月|几号|哪天|到期|开始|结束|到账",
        r"\d+[月日]|截止|之?前|起|至|期间|每[月年季]|季度",
    ),
    _kind(
        "eligibility",
        r"谁能|哪些人|什么人|啥人|条件|符合|资格|够格|能不能|可不可以|算不算|可以.{0,12}[吗么不]|能.{0,12}[吗么不]",
        r"符合|条件|对象|具有|年满|周岁|以上|户籍|可以?|应当|不得|均|纳入|限",
    ),
    _kind(
        "yes or no",
        r"[吗么嘛不]\W*$|有没有|是不是|要不要|行不行|会不会|是否",
        r"可以?|不|无|应|须|能|均|全部|免|已",
    ),
    _kind(
        "comparison",
        r"比|涨|增加|提高|差别|区别|变化|以前|原来|去年",
        r"比|提高|增[加长至]|高于|低于|由.{1,20}[到至为]|从.{1,20}[到至]|分别",
    ),
    _kind("share", r"比例|占|百分|[几多]成|率", r"[%‰成]|百分|分之"),
    _kind("age", r"几岁|多大|年龄|岁", r"岁|年龄"),
)
