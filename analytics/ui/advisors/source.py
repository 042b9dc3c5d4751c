"""What readers call the source of the advisor marketplace, and the checks of its quality report."""

from analytics.ui.i18n import gettext as _


def product() -> str:
    """The product that its rows come from."""
    return "TeLOO"


def checks() -> dict[str, str]:
    """Its checks that have a name of their own and are not in `check_words`."""
    return {
        "unknown_estado": _("Unknown estado"),
        "confianza_out_of_range": _("Trust score outside 0 to 5"),
        "ciudad_spelt_differently": _("City spelt in two ways"),
        "ciudad_of_several_departamentos": _("City in several departments"),
        "orphan_cliente": _("Client missing"),
        "orphan_solicitud": _("Request missing"),
        "orphan_asesor": _("Advisor missing"),
        "closed_without_cerrada_at": _("Closed without a closing time"),
        "open_with_cerrada_at": _("Open with a closing time"),
        "closed_before_creation": _("Closed before it was created"),
        "made_before_solicitud": _("Made before its request"),
        "made_after_closing": _("Made after its request was closed"),
        "offer_on_sin_ofertas": _("Offer on a request without offers"),
        "several_winners": _("Several winners on one request"),
        "accepted_not_winning": _("Accepted, yet not the winner"),
        "accepted_on_unaccepted_solicitud": _("Accepted, its request is not"),
        "delivered_not_accepted": _("Delivered without being accepted"),
        "out_of_order": _("Steps out of order"),
        "impossible_amount": _("Impossible amount"),
        "negative_term": _("Negative delivery time or warranty"),
        "audited_twice_at_once": _("Audited twice at once"),
        "answered_before_sent": _("Answered before it was sent"),
    }


def subjects() -> dict[str, str]:
    """What its pages rest on, by the subjects of `what_counts`."""
    return {
        "advisors": _("Advisors"),
        "requests": _("Requests"),
        "offers": _("Offers"),
    }


def rules() -> dict[str, str]:
    """Which of the copied rows count; `named` and `left_out` come from the warehouse."""
    return {
        "advisors": _(
            "The page shows what the last refresh counted. "
            "A sync counts again, and so does the command atalaya refresh."
        ),
        "requests": _("The page shows what the last refresh counted; what is dated ahead does not count."),
        "offers": _("The page shows what the last refresh counted; what is dated ahead does not count."),
    }
