from django.urls import path

from complaints import addresses  # noqa: F401 - makes <docket:…> known
from intake.views import checking, copies, finish, public, questions, saving

DRAFT = "<slug:body>/complaint/<uuid:draft>"

urlpatterns = [
    path("language/", public.language, name="language"),
    path("<slug:body>/complaint/", saving.start, name="file"),
    path("<slug:body>/complaint/resume/", saving.resume, name="resume"),
    path("<slug:body>/paper-form/", public.paper_form, name="paper_form"),
    path("<slug:body>/paper-form.pdf", public.paper_form_pdf, name="paper_form_pdf"),
    path("<slug:body>/privacy/", public.privacy, name="privacy"),
    path("<slug:body>/accessibility/", public.accessibility, name="accessibility"),
    path("<slug:body>/public-sanctions/", public.sanctions, name="public_sanctions"),
    path("<slug:body>/check-receipt/", checking.check_receipt, name="check_receipt"),
    path("<slug:body>/check-receipt/verify.py", checking.verifier, name="receipt_verifier"),
    path("<slug:body>/follow/copy/<slug:kind>/", copies.follow_copy, name="follow_copy"),
    path("cases/<docket:docket>/copy/<slug:kind>/", copies.own_copy, name="own_copy"),
    path(f"{DRAFT}/save/", saving.save, name="save_draft"),
    path(f"{DRAFT}/stay/", saving.stay, name="stay"),
    path(f"{DRAFT}/receipt/", finish.receipt, name="receipt"),
    path(f"{DRAFT}/receipt/<slug:kind>/", finish.receipt_file, name="receipt_file"),
    path(f"{DRAFT}/<slug:page>/", questions.question, name="question"),
]
