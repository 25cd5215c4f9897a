"""Open data: the read-only API that mounts the routers of the apps."""

from ninja import NinjaAPI

from budget.api import router as budget
from enterprises.api import router as enterprises
from programme.api import router as programme
from projects.api import router as projects

api = NinjaAPI(
    title="CNHT Kon Tum",
    version="1",
    description="Read-only public data on supporting industry and investment projects in Kon Tum.",
    urls_namespace="api",
)
for router in (projects, enterprises, budget, programme):
    api.add_router("", router)
