// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "MessageWriter.h"

#include "../markup/SafeHtml.h"
#include "../markup/Styling.h"
#include "../stream/ElementWriter.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

// Whether a text says nothing beside the names and addresses of the files.
bool onlyNames(const QString &text, const QList<Attachment> &files)
{
    const auto names = [&](const QString &word) {
        return std::ranges::any_of(files, [&](const Attachment &file) {
            return word == file.url.toString() || word == file.url.toString(QUrl::FullyEncoded) ||
                   word == file.name;
        });
    };
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    return std::ranges::all_of(lines, [&](const QString &line) { return names(line.trimmed()); });
}

// Images in the formatted text are files too.
QList<Attachment> filesOf(const Message &message)
{
    QList<Attachment> files = message.attachments;
    if (message.html.isEmpty())
        return files;
    const SafeHtml html(message.html);
    for (const QString &address : html.images()) {
        const QUrl url(address);
        if (std::ranges::find(files, url, &Attachment::url) == files.end())
            files.append(Attachment{.url = url});
    }
    return files;
}

QString plainOf(const Message &message)
{
    return message.html.isEmpty() ? message.body : styledText(SafeHtml(message.html).body());
}

Message withAddresses(Message message, const QList<Attachment> &files)
{
    for (const Attachment &file : files) {
        const QString address = file.url.toString(QUrl::FullyEncoded);
        if (message.body.contains(address) || message.body.contains(file.url.toString()))
            continue;
        message.body += message.body.isEmpty() ? address : u'\n' + address;
        if (!message.html.isEmpty())
            message.html += QStringLiteral("<br/><a href=\"%1\">%1</a>").arg(address.toHtmlEscaped());
    }
    message.attachments = files;
    return message;
}

} // namespace

std::vector<Message> MessageWriter::partsOf(const Message &message, const Options &options)
{
    const QList<Attachment> files = filesOf(message);
    if (files.isEmpty())
        return {message};
    if (options.files == Options::Files::BesideText)
        return {withAddresses(message, files)};
    const bool isTextNeeded =
        options.files == Options::Files::Split
            ? !message.body.trimmed().isEmpty() && !onlyNames(message.body, files)
            : !onlyNames(message.html.isEmpty() ? message.body : plainOf(message), files);
    std::vector<Message> parts;
    if (isTextNeeded) {
        parts.push_back(message);
        parts.back().attachments.clear();
    }
    for (const Attachment &file : files) {
        Message &part = parts.emplace_back(message);
        part.kind = MessageKind::Normal;
        part.body = file.url.toString(QUrl::FullyEncoded);
        part.html.clear();
        part.attachments = {file};
        // One name for one message: the first part has it.
        if (parts.size() > 1)
            part.id = {};
    }
    return parts;
}

void MessageWriter::writeContent(ElementWriter &xml, const Message &message, const Options &options)
{
    if (message.html.isEmpty() || message.kind == MessageKind::Action)
        writeBody(xml, message);
    else
        writeFormatted(xml, message, options);
    if (message.kind == MessageKind::Attention)
        xml.empty("attention", "urn:xmpp:attention:0");
    for (const Attachment &file : message.attachments) {
        xml.open("x", "jabber:x:oob");
        xml.leaf("url", file.url.toString(QUrl::FullyEncoded));
        if (!file.name.isEmpty())
            xml.leaf("desc", file.name);
        xml.close();
    }
    if (!message.sentAt.isValid())
        return;
    xml.open("delay", "urn:xmpp:delay");
    xml.attribute("from", options.domain);
    xml.attribute("stamp", message.sentAt.toUTC().toString(Qt::ISODateWithMs));
    xml.close();
}

void MessageWriter::writeBody(ElementWriter &xml, const Message &message)
{
    if (message.kind == MessageKind::Attention && message.body.isEmpty())
        return;
    xml.open("body");
    if (message.kind == MessageKind::Action)
        xml.text(u"/me ");
    xml.text(message.body);
    xml.close();
}

void MessageWriter::writeFormatted(ElementWriter &xml, const Message &message, const Options &options)
{
    const SafeHtml html(message.html);
    const QString styled = styledText(html.body());
    xml.leaf("body", styled.isEmpty() ? message.body : styled);
    if (!options.sendsXhtml || !html.isFormatted())
        return;
    xml.open("html", "http://jabber.org/protocol/xhtml-im");
    xml.element(html.body());
    xml.close();
}

} // namespace spectrum::xmpp
