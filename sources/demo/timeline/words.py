"""What people of the school write: names, addresses, reflections, notes, answers."""

from random import Random

from sources.demo.chance import weighted

GIVEN = (
    "Aaliyah", "Aaron", "Alejandra", "Amara", "Andre", "Anjali", "Ben", "Brianna", "Camila", "Carlos", "Chen", "Chloe",
    "Daniel", "Destiny", "Diego", "Elena", "Emily", "Ethan", "Fatima", "Gabriel", "Grace", "Hannah", "Imani", "Isaac",
    "Jamal", "Jasmine", "Jin", "Jordan", "Julia", "Keisha", "Kevin", "Lauren", "Leah", "Liam", "Lucia", "Malik",
    "Maria", "Maya", "Mei", "Michael", "Naomi", "Nia", "Noah", "Olivia", "Omar", "Priya", "Rachel", "Ravi", "Rosa",
    "Samuel", "Sarah", "Sofia", "Tariq", "Tessa", "Victor", "Wei", "Xavier", "Yara", "Zoe",
)  # fmt: skip
FAMILY = (
    "Adams", "Ahmed", "Baker", "Brooks", "Campbell", "Chang", "Cohen", "Cruz", "Davis", "Delgado", "Diaz", "Edwards",
    "Evans", "Flores", "Foster", "Garcia", "Goldberg", "Gonzalez", "Greene", "Hernandez", "Hughes", "Jackson", "Kim",
    "Khan", "Lee", "Lopez", "Martinez", "Miller", "Mitchell", "Morales", "Nguyen", "O'Brien", "Okafor", "Ortiz",
    "Patel", "Perez", "Ramirez", "Reyes", "Rivera", "Robinson", "Rossi", "Santos", "Shah", "Singh", "Smith", "Torres",
    "Walker", "Washington", "Williams", "Wong", "Wright", "Young",
)  # fmt: skip
# Reserved domains: nobody can ever receive a mail that is sent to the demo.
DOMAINS = (("example.com", 68), ("example.net", 14), ("example.org", 8), ("studio.example", 10))

LADDER = ("First $500", "$1K month", "$3K month", "$5K month", "$10K month", "Full-time freelance")
STEPS = (
    "Sent the first five pitches",
    "Had a discovery call",
    "Signed a small retainer",
    "Published the offer page",
    "Raised the rate for new clients",
    "Got a referral",
)
CHECKPOINTS = ("Worksheet filled in", "Paused to do the exercise", "Key question answered", "Template downloaded")
INSIGHTS = (
    "I keep selling hours. This is the first time that I see what a package would look like for my clients.",
    "The part about the warm list made me uncomfortable, so I did it right away. Eleven names!",
    "Not sure how this works for illustrators. Do you have an example that is not about copywriting?",
    "Rewrote my proposal after this. It is half as long and twice as clear.",
    "I realized that I never ask about the budget. Will try the question from the video tomorrow.",
    "The spreadsheet does not add up for me at this point: where does the 30 % come from?",
    "Loved this. Watching it a second time with my partner tonight.",
    "How would you handle a client who wants daily calls?",
    "My inbox is down to twelve. I did not think that possible.",
    "I disagree a little: my best clients came from cold messages.",
    "This is the push that I needed to raise my rate.",
    "Question: do I need a contract for a job this small?",
)
CAPTIONS = ("My worksheet", "Screenshot of the new page", "Walking and thinking out loud", "Here is my first draft", "")
ANSWERS = (
    "Great observation. Try it with one client this week and tell us how it went.",
    "Yes, always have a contract. There is a one-page template under Resources.",
    "That discomfort is the point. Well done for doing it anyway!",
    "Good question. For illustrators I would price per use; see the next chapter.",
    "Love the draft. Lead with the result, then the price.",
    "Thank you for sharing this. Keep going.",
    "The 30 % are for taxes; I explain it in Money Basics.",
)
NOTES = (
    "Two pitches sent, one answer. Tired but happy.",
    "Only twenty minutes today, but I showed up.",
    "Finished the chapter and updated my offer.",
    "Client call went well. They asked for a proposal!",
    "Did not get to it until late. Tomorrow I will start with the hard thing.",
    "Invoiced $450. My largest so far.",
    "Rest day. Reread my goal.",
    "Worked through the worksheet with a friend.",
)
PROOFS = (
    "Invoice paid, screenshot attached.",
    "Signed contract!",
    "First retainer month done.",
    "Testimonial received.",
)
MESSAGES = (
    "How did the pitches go this week?",
    "I saw your proof. Congratulations! What is the next step?",
    "You have not written for a few days. Anything in the way?",
    "Remember: five conversations, not five hundred likes.",
    "Nice progress. Let us look at your rate in the next live session.",
    "Block an hour on Thursday for the proposal. You are close.",
)
SENTIMENTS = ((None, 30), ("positive", 45), ("neutral", 17), ("negative", 8))


def full_name(random: Random) -> str:
    """A given name and a family name."""
    return f"{random.choice(GIVEN)} {random.choice(FAMILY)}"


def address(random: Random, name: str) -> str:
    """An e-mail address as people of that name choose them."""
    given, _, family = name.lower().replace("'", "").partition(" ")
    number = random.randrange(1, 999) if random.random() < 0.8 else ""
    return f"{given}{random.choice(('.', '', '_'))}{family}{number}@{weighted(random, DOMAINS)}"
