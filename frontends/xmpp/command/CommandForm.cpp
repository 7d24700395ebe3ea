// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "CommandForm.h"

#include "../handler/DataForm.h"
#include "FieldCheck.h"

#include <QCryptographicHash>

namespace spectrum::xmpp::commandform
{

namespace
{

const char *noteTypeOf(DialoguePage::Tone tone)
{
    switch (tone) {
    case DialoguePage::Tone::Warning:
        return "warn";
    case DialoguePage::Tone::Error:
        return "error";
    case DialoguePage::Tone::Information:
        break;
    }
    return "info";
}

void openCommand(ElementWriter &xml, const Place &place, const char *status)
{
    xml.open("command", ns);
    xml.attribute("node", place.node);
    if (!place.session.isEmpty())
        xml.attribute("sessionid", place.session);
    xml.attribute("status", status);
}

void writeNote(ElementWriter &xml, const DialoguePage &page)
{
    if (page.text.isEmpty() || (!page.isEnd() && page.tone == DialoguePage::Tone::Information))
        return;
    xml.open("note");
    xml.attribute("type", noteTypeOf(page.tone));
    xml.text(page.text);
    xml.close();
}

void writeFact(ElementWriter &xml, const DialoguePage::Fact &fact, qsizetype number)
{
    const QStringList lines = fact.value.split(u'\n');
    xml.open("field");
    xml.attribute("var", fact.key.isEmpty() ? QStringLiteral("fact%1").arg(number) : fact.key);
    xml.attribute("type", fact.label.isEmpty() ? "hidden" : lines.size() > 1 ? "text-multi" : "text-single");
    if (!fact.label.isEmpty())
        xml.attribute("label", fact.label);
    for (const QString &line : lines)
        xml.leaf("value", line);
    xml.close();
}

QString pictureAddress(const QByteArray &picture)
{
    return QStringLiteral("sha1+%1@bob.xmpp.org")
        .arg(QString::fromLatin1(QCryptographicHash::hash(picture, QCryptographicHash::Sha1).toHex()));
}

// XEP-0221, with the bytes themselves beside the form as XEP-0231 says.
void writePictureField(ElementWriter &xml, const QByteArray &picture)
{
    xml.open("field");
    xml.attribute("var", "picture");
    xml.attribute("type", "fixed");
    xml.open("media", "urn:xmpp:media-element");
    xml.open("uri");
    xml.attribute("type", "image/png");
    xml.text(QString(QStringLiteral("cid:") + pictureAddress(picture)));
    xml.close();
    xml.close();
    xml.close();
}

void writePicture(ElementWriter &xml, const QByteArray &picture)
{
    xml.open("data", "urn:xmpp:bob");
    xml.attribute("cid", pictureAddress(picture));
    xml.attribute("type", "image/png");
    xml.attribute("max-age", "0");
    xml.text(QString::fromLatin1(picture.toBase64()));
    xml.close();
}

void writeForm(ElementWriter &xml, const DialoguePage &page)
{
    xml.open("x", dataform::ns);
    xml.attribute("type", page.isEnd() ? "result" : "form");
    if (!page.title.isEmpty())
        xml.leaf("title", page.title);
    if (!page.text.isEmpty())
        xml.leaf("instructions", page.text);
    if (!page.url.isEmpty())
        xml.leaf("instructions", page.url.toString(QUrl::FullyEncoded));
    if (!page.formType.isEmpty())
        dataform::writeFormType(xml, qUtf8Printable(page.formType));
    if (!page.image.isEmpty())
        writePictureField(xml, page.image);
    for (qsizetype index = 0; index < page.facts.size(); ++index)
        writeFact(xml, page.facts.at(index), index);
    for (const Field &field : page.fields)
        dataform::writeField(xml, field);
    xml.close();
}

StanzaError badPayload(const QString &text)
{
    return commandError(Wrong::BadPayload, text);
}

} // namespace

QByteArray write(const Place &place, const DialoguePage &page)
{
    ElementWriter xml;
    openCommand(xml, place, page.isEnd() ? "completed" : "executing");
    if (!page.isEnd()) {
        xml.open("actions");
        xml.attribute("execute", "next");
        xml.empty("next");
        // Whether it is the last page only the answer decides.
        xml.empty("complete");
        xml.close();
    }
    if (!page.isEnd() || !page.facts.isEmpty() || !page.url.isEmpty() || !page.image.isEmpty())
        writeForm(xml, page);
    if (!page.image.isEmpty())
        writePicture(xml, page.image);
    writeNote(xml, page);
    xml.close();
    return xml.take();
}

QByteArray writeCancelled(const Place &place)
{
    ElementWriter xml;
    openCommand(xml, place, "canceled");
    xml.close();
    return xml.take();
}

std::variant<Dialogue::Answers, StanzaError> read(const Element &command, const DialoguePage &page)
{
    const Element *form = command.child(u"x", QLatin1String(dataform::ns));
    if (!form || form->attribute("type") != QLatin1String("submit"))
        return badPayload(QStringLiteral("The form that was shown must be filled in and submitted."));
    Dialogue::Answers answers;
    for (const Element &field : form->children()) {
        if (!field.is(u"field", QLatin1String(dataform::ns)))
            continue;
        QStringList values;
        for (const Element &value : field.children()) {
            if (value.is(u"value", QLatin1String(dataform::ns)))
                values.append(value.text());
        }
        const QString said = values.join(u'\n');
        if (said.size() > fieldcheck::maximumLength)
            return badPayload(QStringLiteral("An answer is too long."));
        answers.insert(field.attribute("var"), said);
    }
    const QString formType = answers.take(QStringLiteral("FORM_TYPE"));
    if (!formType.isEmpty() && formType != page.formType)
        return badPayload(QStringLiteral("That is the answer to another form."));
    return answers;
}

StanzaError commandError(Wrong what, const QString &text)
{
    switch (what) {
    case Wrong::MalformedAction:
        return {"modify", "bad-request", text,
                "<malformed-action xmlns='http://jabber.org/protocol/commands'/>"};
    case Wrong::BadAction:
        return {"modify", "bad-request", text, "<bad-action xmlns='http://jabber.org/protocol/commands'/>"};
    case Wrong::BadPayload:
        return {"modify", "bad-request", text, "<bad-payload xmlns='http://jabber.org/protocol/commands'/>"};
    case Wrong::BadSessionId:
        return {"modify", "bad-request", text,
                "<bad-sessionid xmlns='http://jabber.org/protocol/commands'/>"};
    case Wrong::SessionExpired:
        break;
    }
    return {"cancel", "not-allowed", text, "<session-expired xmlns='http://jabber.org/protocol/commands'/>"};
}

} // namespace spectrum::xmpp::commandform
