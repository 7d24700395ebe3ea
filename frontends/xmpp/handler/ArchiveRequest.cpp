// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ArchiveRequest.h"

#include "address/Jid.h"

#include <algorithm>

namespace spectrum::xmpp
{

namespace
{

constexpr QStringView formNs = u"jabber:x:data";
constexpr QStringView pageNs = u"http://jabber.org/protocol/rsm";
constexpr QLatin1String archiveNs("urn:xmpp:mam:2");

StanzaError malformed()
{
    return badRequest(QStringLiteral("This form cannot be understood."));
}

// XEP-0082; a time without a zone is no moment.
std::optional<QDateTime> momentIn(const QString &text)
{
    const QDateTime moment = QDateTime::fromString(text, Qt::ISODateWithMs);
    if (!moment.isValid() || moment.timeSpec() == Qt::LocalTime || moment.date().year() > 9999 ||
        moment.date().year() < 1)
        return std::nullopt;
    return moment.toUTC();
}

std::optional<qint64> numberIn(const QString &text)
{
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    return isNumber && number > 0 ? std::optional(number) : std::nullopt;
}

StanzaError isGone()
{
    return itemNotFound(QStringLiteral("There is no such message in the archive."));
}

bool isLater(qint64 number, qint64 other)
{
    return number > other;
}

bool isEarlier(qint64 number, qint64 other)
{
    return number < other;
}

} // namespace

std::optional<StanzaError> ArchiveRequest::read(const Element &query)
{
    int forms = 0;
    int pages = 0;
    for (const Element &child : query.children()) {
        Refusal refusal;
        if (child.name() == QLatin1String("x"))
            refusal = child.ns() == formNs && ++forms == 1 ? readForm(child) : malformed();
        else if (child.is(u"set", pageNs))
            refusal = ++pages == 1 ? readPage(child) : badRequest(QStringLiteral("One page at a time."));
        else if (child.is(u"flip-page", archiveNs))
            m_isFlipped = true;
        if (refusal)
            return refusal;
    }
    return std::nullopt;
}

ArchiveRequest::Refusal ArchiveRequest::readForm(const Element &form)
{
    if (form.attribute("type") != QLatin1String("submit"))
        return malformed();
    QMap<QString, QStringList> fields;
    for (const Element &field : form.children()) {
        const QString name = field.attribute("var");
        if (field.name() != QLatin1String("field") || name.isEmpty() || fields.contains(name))
            return malformed();
        QStringList &values = fields[name];
        for (const Element &value : field.children()) {
            if (value.name() == QLatin1String("value"))
                values.append(value.text().trimmed());
        }
    }
    if (fields.take(QStringLiteral("FORM_TYPE")) != QStringList{archiveNs})
        return malformed();
    for (auto field = fields.cbegin(); field != fields.cend(); ++field) {
        if (const Refusal refusal = readField(field.key(), *field))
            return refusal;
    }
    return std::nullopt;
}

ArchiveRequest::Refusal ArchiveRequest::readField(const QString &name, const QStringList &values)
{
    if (name == QLatin1String("ids"))
        return readNumbers(values);
    if (values.size() != 1)
        return malformed();
    const QString &value = values.first();
    if (name == QLatin1String("before-id"))
        return readPlace(value, m_query.before, isEarlier);
    if (name == QLatin1String("after-id"))
        return readPlace(value, m_query.after, isLater);
    if (name == QLatin1String("with")) {
        const auto partner = Jid::parse(value);
        if (!partner)
            return malformed();
        m_query.partner = partner->full();
        return std::nullopt;
    }
    if (name != QLatin1String("start") && name != QLatin1String("end"))
        return featureNotImplemented(QStringLiteral("Nothing can be searched for by that field."));
    const auto moment = momentIn(value);
    if (!moment)
        return malformed();
    (name == QLatin1String("start") ? m_query.from : m_query.until) = *moment;
    return std::nullopt;
}

ArchiveRequest::Refusal ArchiveRequest::readNumbers(const QStringList &values)
{
    if (values.isEmpty())
        return malformed();
    if (values.size() > maximumPage)
        return resourceConstraint(QStringLiteral("At most %1 messages at once.").arg(maximumPage));
    for (const QString &value : values) {
        const auto number = numberIn(value);
        if (!number)
            return isGone();
        if (!m_query.numbers.contains(*number))
            m_query.numbers.append(*number);
    }
    return std::nullopt;
}

ArchiveRequest::Refusal ArchiveRequest::readPage(const Element &set)
{
    if (set.child(u"index"))
        return featureNotImplemented(
            QStringLiteral("Pages are found by the messages before and after them."));
    if (const Element *maximum = set.child(u"max")) {
        bool isNumber = false;
        const qint64 number = maximum->text().trimmed().toLongLong(&isNumber);
        if (!isNumber || number < 0)
            return badRequest(QStringLiteral("That is no number of messages."));
        m_query.limit = static_cast<int>(std::min<qint64>(number, maximumPage));
    }
    if (const Element *after = set.child(u"after"); after && !after->text().isEmpty()) {
        if (const Refusal refusal = readPlace(after->text(), m_query.after, isLater))
            return refusal;
    }
    const Element *before = set.child(u"before");
    if (!before)
        return std::nullopt;
    m_query.page = ArchiveQuery::Page::Last;
    return before->text().isEmpty() ? std::nullopt : readPlace(before->text(), m_query.before, isEarlier);
}

ArchiveRequest::Refusal ArchiveRequest::readPlace(const QString &text, qint64 &place,
                                                  bool (*isNarrower)(qint64, qint64))
{
    const auto number = numberIn(text.trimmed());
    if (!number)
        return isGone();
    if (place == 0 || isNarrower(*number, place))
        place = *number;
    return std::nullopt;
}

} // namespace spectrum::xmpp
