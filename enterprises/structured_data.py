"""An enterprise page as JSON-LD of schema.org, without contact persons."""

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from enterprises.models import Enterprise
from records.bilingual import plain_text
from records.structured_data import address, as_json_ld, crumbs, without_empty


def enterprise_as_json_ld(enterprise: Enterprise) -> SafeString:
    name, url = plain_text(enterprise, "name"), address(enterprise.get_absolute_url())
    products = [
        product.words_vi or (product.supply_product and product.supply_product.name_vi)
        for product in enterprise.products.all()
    ]
    organization = {
        "@type": "Organization",
        "@id": f"{url}#organization",
        "url": url,
        "name": name,
        "alternateName": enterprise.short_name,
        "taxID": enterprise.tax_code,
        "address": enterprise.address,
        "sameAs": enterprise.website,
        "makesOffer": [
            {"@type": "Offer", "itemOffered": {"@type": "Product", "name": product}}
            for product in products
            if product
        ],
        "hasCertification": [
            without_empty(
                {
                    "@type": "Certification",
                    "name": certificate.name,
                    "certificationIdentification": certificate.number,
                    "expires": certificate.valid_to and certificate.valid_to.isoformat(),
                }
            )
            for certificate in enterprise.certificates.all()
        ],
    }
    breadcrumbs = [
        (_("Home"), reverse("home")),
        (_("Enterprises"), reverse("enterprises:list")),
        (name, enterprise.get_absolute_url()),
    ]
    return as_json_ld(without_empty(organization), crumbs(breadcrumbs))
