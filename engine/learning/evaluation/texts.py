"""What the evaluation page says around its tables."""

HEAD = """\
# Evaluation

Written by `passerelle evaluate --sources DIR`; every figure here comes from that command. Models:
{version}. Methods that need the extra `bench` (implicit, interpret-core, LensKit) appear where it
is installed. Intervals are 95 per cent, of paired differences over States. No value of a single
State is shown or kept.
"""

ATTAINABILITY = """\
Which of Walk Free's indicators of government response (Global Slavery Index 2023) does a State
meet? {states} States, {indicators} indicators. Of each State to be told half of the activities are
hidden, whole activities together; by State: ten folds, three repeats; by region: one region of the
publisher left out, two repeats. Our two settings (penalty, noise) and the logistic regression's
penalty were chosen with a look at these figures: differences of a few thousandths mean nothing.

![AUC by method](images/evaluation-attainability.svg)
"""

MEASURES = """\
What ships: the chance that a measure is largely in place, that is, that a State meets at least half
of the indicators that our crosswalk links to it ({measures} measures). Measures that share an
indicator are hidden together.
"""

ADOPTION = """\
Human Trafficking Indicators (R. W. Frank), fifteen measures. Of what a State lacks in a year, what
does it have in two of the next three? Taught on years to 2005, tested on later years of other
States: {count} State-years. `ours` joins the adoption rate of a measure with what our model expects
of the State. Its setting is that of today, not of the year.
"""

PRIORITY = """\
What one government's reports recommend to {states} States (2015 to 2024), one State left out at a
time, measures in place left out of the ranking. How often a measure was advised is counted without
the State.
"""

FIT = """\
A practice that was seen in two or more States is hidden in one of them: where does it rank there
among all that serve the same measure? {count} cases, {main} of them for the measure that the
practice serves first; {among:.1f} practices serve a measure on average. Weights of fit are the
prior ones: nothing was learned from these cases. "Seen there" is not "works there", and which
States a practice was read about is no random choice.
"""

QUESTIONS = """\
How many answers until nine of the first ten priorities are those under full answers? Answers are
Walk Free's, by our crosswalk; the attainability that asks was learned without the State.
"""
