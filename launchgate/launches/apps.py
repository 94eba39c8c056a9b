"""App configuration of the launches room."""

from django.apps import AppConfig


class LaunchesConfig(AppConfig):
    name = "launchgate.launches"

    def ready(self) -> None:
        """Say what follows when places change and when a playbook version is published, and what the top bar counts."""
        from launchgate.core.navigation import register_count
        from launchgate.launches import erasure, evidence_proofs, proofs, question_proofs  # noqa: F401 - register what events prove
        from launchgate.launches.news import tell_of_version
        from launchgate.launches.queries.persons import facts_of, news_of
        from launchgate.launches.queries.turns import desk_count
        from launchgate.launches.recompute import after_places_changed
        from launchgate.people.erasure import erases
        from launchgate.people.hooks import on_places_changed, tells_of_news, tells_of_person
        from launchgate.playbooks.hooks import on_published

        erases(erasure.losses_of, erasure.erase)
        on_published(tell_of_version)
        on_places_changed(after_places_changed)
        tells_of_person(facts_of)
        tells_of_news(news_of)
        register_count("desk", desk_count)
