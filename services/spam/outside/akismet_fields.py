from typing import Any

from models import Comment, Origin, Site


def akismet_fields(site: Site, comment: Comment, origin: Origin) -> dict[str, Any]:
    """Everything that we know of a comment and the protocol has a name for; empty values are left out.

    All of it is the commenter's own: the stored request, never the request of whoever asks now. The text goes out as
    typed, since what the sanitiser takes off is what gives a spammer away. No cookie and no token is ever sent, and a
    role (`user_role`) only once one is proven: readers have none.
    """
    thread = comment.thread
    fields: dict[str, Any] = {
        "user_ip": origin.ip,
        "user_agent": origin.user_agent,
        "referrer": origin.referrer,
        "permalink": origin.permalink or thread.url,
        "comment_type": "comment" if comment.is_root else "reply",
        "comment_author": comment.author_name,
        "comment_author_email": comment.author_email,
        "comment_author_url": comment.author_website,
        "comment_content": comment.source,
        "comment_parent": str(comment.parent_id) if comment.parent_id else None,
        "comment_date_gmt": comment.created_at.isoformat(timespec="seconds"),
        "comment_post_modified_gmt": (thread.page_modified_at or thread.created_at).isoformat(timespec="seconds"),
        "comment_context": [thread.title] if thread.title else None,
        "blog_lang": site.language,
        "blog_charset": "UTF-8",
    }
    if origin.trap_name:
        fields |= {"honeypot_field_name": origin.trap_name, origin.trap_name: origin.trap_content}
    return {name: value for name, value in fields.items() if value}
