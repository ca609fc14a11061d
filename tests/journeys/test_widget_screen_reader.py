"""What a screen reader is told: names, roles, states and announcements of posting, of an error and of a reply."""

from playwright.sync_api import expect


def tree(page):
    """The accessibility tree as Chromium hands it to a screen reader: role, name and the states that are set."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return {
        (node["role"]["value"], node.get("name", {}).get("value", "")): {
            state["name"]: state["value"].get("value") for state in node.get("properties", [])
        }
        | {"description": node.get("description", {}).get("value", "")}
        for node in nodes
        if not node["ignored"]
    }


def hear(page):
    """Collects what the live region says, in its order."""
    page.locator("[role=status]").evaluate(
        """(region) => {
          window.heard = [];
          new MutationObserver(() => window.heard.push(region.textContent)).observe(region, {childList: true});
        }"""
    )


def test_it_works(host):
    """Posting: the form is named, its fields say what they need, and the outcome is announced where the focus goes."""
    page = host.open()
    page.get_by_label("Your comment").click()
    expect(page.get_by_role("toolbar")).to_be_visible()
    hear(page)
    seen = tree(page)
    assert ("form", "Write a comment") in seen
    assert seen["textbox", "Your comment (required)"]["required"] is True
    assert seen["textbox", "Name (required)"]["required"] is True
    assert seen["textbox", "E-mail (optional)"]["description"] == "Your e-mail address will not be published."
    assert seen["checkbox", "Remember me in this browser"]["checked"] == "false"
    assert ("toolbar", "Formatting") in seen
    assert ("button", "Bold") in seen

    host.write(page, "Can you hear me?")

    expect(page.get_by_role("article", name="Carol now")).to_be_focused()
    assert page.evaluate("window.heard") == ["Thank you. Your comment waits for a moderator."]
    assert ("button", "More about the comment by Carol") in tree(page)


def test_an_error_is_tied_to_its_field_and_summed_up(host):
    page = host.open()
    page.get_by_label("Your comment").click()

    page.get_by_role("button", name="Post comment").click()

    expect(page.get_by_label("Your comment")).to_be_focused()
    seen = tree(page)
    text = seen["textbox", "Your comment (required)"]
    assert (text["invalid"], text["description"]) == ("true", "Please fill this in.")
    assert seen["textbox", "Name (required)"]["invalid"] == "true"
    expect(page.get_by_role("form").get_by_role("alert")).to_match_aria_snapshot(
        """
        - alert:
          - text: Please look at the marked fields.
          - list:
            - listitem: "Your comment: Please fill this in."
            - listitem: "Name: Please fill this in."
        """
    )


def test_an_error_is_gone_when_it_is_mended(host):
    page = host.open()
    page.get_by_label("Your comment").click()
    page.get_by_role("button", name="Post comment").click()
    expect(page.get_by_label("Your comment")).to_be_focused()

    page.keyboard.type("Mended.")

    text = tree(page)["textbox", "Your comment (required)"]
    assert (text["invalid"], text["description"]) == ("false", "")


def test_a_reply_says_whom_it_answers_and_where_it_is_open(host):
    host.publish("What do you think?")
    page = host.open()
    button = page.get_by_role("button", name="Reply to Bob")
    expect(page.get_by_role("form", name="Write a comment")).to_be_visible()
    assert tree(page)["button", "Reply to Bob"]["expanded"] is False

    button.press("Enter")

    expect(page.get_by_role("form", name="Reply to Bob").get_by_label("Your comment")).to_be_focused()
    assert tree(page)["button", "Reply to Bob"]["expanded"] is True
    expect(page.get_by_role("form", name="Reply to Bob")).to_match_aria_snapshot(
        """
        - form "Reply to Bob":
          - textbox "Your comment (required)"
          - toolbar "Formatting":
            - button "Bold"
            - button "Italic"
            - button "Link"
            - button "Quote"
            - button "Code"
            - button "List"
            - button "Preview"
          - textbox "Name (required)"
          - textbox "E-mail (optional)"
          - textbox "Website (optional)"
          - checkbox "Remember me in this browser"
          - button "Post reply"
          - button "Cancel"
        """
    )


def test_what_becomes_of_a_comment_is_announced_once(host):
    page = host.open()
    hear(page)
    host.write(page, "Can you hear me?")
    expect(page.get_by_text("Waits for a moderator ·")).to_be_visible()

    host.decide(host.last(), "published")

    expect(page.get_by_text("Waits for a moderator ·")).to_have_count(0, timeout=20_000)
    expect(page.get_by_role("status")).to_have_text("Your comment is published.")
    assert page.evaluate("window.heard") == [
        "Thank you. Your comment waits for a moderator.",
        "Your comment is published.",
    ]


def test_a_menu_says_that_it_is_open_and_what_it_offers(host):
    page = host.open()
    host.write(page, "Can you hear me?")
    menu = page.get_by_role("button", name="More about the comment by Carol")
    expect(menu).to_be_visible()
    assert tree(page)["button", "More about the comment by Carol"]["expanded"] is False

    menu.press("Enter")

    seen = tree(page)
    assert seen["button", "More about the comment by Carol"]["expanded"] is True
    assert {("button", "Edit"), ("button", "Delete")} <= set(seen)


def test_a_question_reads_itself_out(host):
    page = host.open()
    host.write(page, "Can you hear me?")
    page.get_by_role("button", name="More about the comment by Carol").click()

    page.get_by_role("button", name="Delete", exact=True).click()

    expect(page.get_by_role("button", name="Cancel")).to_be_focused()
    assert ("form", "Delete this comment? This cannot be undone.") in tree(page)


def test_a_report_names_its_reasons_as_a_group(host):
    host.publish("You are all fools.")
    page = host.open()
    page.get_by_role("button", name="More about the comment by Bob").click()

    page.get_by_role("button", name="Report").click()

    expect(page.get_by_role("form", name="Report the comment by Bob")).to_match_aria_snapshot(
        """
        - form "Report the comment by Bob":
          - group "What is wrong with it?":
            - radio "It is spam or advertising"
            - radio "It is insulting or hateful"
            - radio "It reveals something private"
            - radio "It does not belong here"
            - radio "Something else"
          - textbox "Tell the moderators more (optional)"
          - button "Send report"
          - button "Cancel"
        """
    )


def test_a_preview_says_that_it_is_shown(host):
    page = host.open()
    page.get_by_label("Your comment").fill("Heard *and* seen.")

    page.get_by_role("button", name="Preview").press("Enter")

    expect(page.get_by_role("region", name="Preview")).to_have_text("Heard and seen.")
    seen = tree(page)
    assert seen["button", "Preview"]["pressed"] == "true"
    assert ("textbox", "Your comment (required)") not in seen
