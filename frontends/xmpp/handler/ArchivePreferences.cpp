// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ArchivePreferences.h"

#include "stream/ElementWriter.h"

#include <algorithm>
#include <array>

namespace spectrum::xmpp
{

namespace
{

// In the order of ArchivePreferences::Default.
constexpr std::array<const char *, 3> names{"always", "never", "roster"};

std::optional<ArchivePreferences::Default> defaultNamed(QStringView name)
{
    for (size_t i = 0; i < names.size(); ++i) {
        if (name == QLatin1String(names[i]))
            return static_cast<ArchivePreferences::Default>(i);
    }
    return std::nullopt;
}

std::optional<QStringList> addressesIn(const Element *list)
{
    QStringList addresses;
    for (const Element &item : list ? list->children() : std::vector<Element>()) {
        const auto address = Jid::parse(item.text().trimmed());
        if (item.name() != QLatin1String("jid") || !address)
            return std::nullopt;
        addresses.append(address->full());
    }
    return addresses;
}

bool matches(const QStringList &addresses, const Jid &partner)
{
    return addresses.contains(partner.bare()) || addresses.contains(partner.full()) ||
           addresses.contains(partner.domain());
}

void writeList(ElementWriter &xml, const char *name, const QStringList &addresses)
{
    xml.open(name);
    for (const QString &address : addresses)
        xml.leaf("jid", address);
    xml.close();
}

} // namespace

std::variant<ArchivePreferences, StanzaError> ArchivePreferences::read(const Element &prefs)
{
    const auto chosen = defaultNamed(prefs.attribute("default"));
    const auto always = addressesIn(prefs.child(u"always"));
    const auto never = addressesIn(prefs.child(u"never"));
    if (!chosen || !always || !never)
        return badRequest(QStringLiteral("These are no preferences of an archive."));
    if (always->size() + never->size() > maximumSize)
        return resourceConstraint(QStringLiteral("At most %1 addresses can be named.").arg(maximumSize));
    ArchivePreferences preferences;
    preferences.m_default = *chosen;
    preferences.m_always = *always;
    preferences.m_never = *never;
    return preferences;
}

ArchivePreferences::ArchivePreferences(const QString &text)
{
    const QStringList lines = text.split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : lines) {
        if (line.startsWith(u'+'))
            m_always.append(line.mid(1));
        else if (line.startsWith(u'-'))
            m_never.append(line.mid(1));
        else
            m_default = defaultNamed(line).value_or(Default::Always);
    }
}

QString ArchivePreferences::text() const
{
    QString text = QString::fromLatin1(names[static_cast<size_t>(m_default)]);
    for (const QString &address : m_always)
        text += QStringLiteral("\n+") + address;
    for (const QString &address : m_never)
        text += QStringLiteral("\n-") + address;
    return text;
}

QByteArray ArchivePreferences::write() const
{
    ElementWriter xml;
    xml.open("prefs", "urn:xmpp:mam:2");
    xml.attribute("default", names[static_cast<size_t>(m_default)]);
    writeList(xml, "always", m_always);
    writeList(xml, "never", m_never);
    xml.close();
    return xml.take();
}

bool ArchivePreferences::wants(const Jid &partner, const std::function<bool()> &isInRoster) const
{
    if (matches(m_never, partner))
        return false;
    if (matches(m_always, partner))
        return true;
    return m_default == Default::Always || (m_default == Default::Roster && isInRoster());
}

} // namespace spectrum::xmpp
