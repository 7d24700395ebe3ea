// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// Any text as an address, as each of its parts, and as a name of a network that becomes one.
#include "address/Jid.h"
#include "address/LocalPart.h"
#include "address/Prep.h"

#include <cstdint>
#include <cstdlib>
#include <cstring>

using namespace spectrum::xmpp;

namespace
{

void require(bool isTrue)
{
    if (!isTrue)
        std::abort();
}

// What was prepared once stays as it is.
void checkPreparation(const QString &text, std::optional<QString> (*prepare)(const QString &))
{
    const std::optional<QString> prepared = prepare(text);
    require(!prepared || (!prepared->isEmpty() && prepared->toUtf8().size() <= 1023));
    require(!prepared || prepare(*prepared) == prepared);
}

void checkAddress(const QString &text)
{
    const std::optional<Jid> jid = Jid::parse(text);
    if (!jid)
        return;
    require(Jid::parse(jid->full()) == jid);
    const std::optional<Jid> bare = Jid::parse(jid->bare());
    require(bare && bare->isBare() && bare->bare() == jid->bare());
    require(bare->domain() == jid->domain() && bare->node() == jid->node());
    require(!jid->bare().contains(u'/') && !jid->domain().contains(u'@') && !jid->node().contains(u'@'));
}

// No two names share an address, and each reads back as itself.
void checkEscaping(const QString &name)
{
    const QString local = escapeLocalPart(name);
    require(unescapeLocalPart(local) == name);
    const std::optional<QString> node = prepareNode(local);
    require(node ? node == local : local.isEmpty() || local.toUtf8().size() > 1023);

    const QString resource = escapeNickname(name);
    require(unescapeNickname(resource) == name);
    const std::optional<QString> prepared = prepareResource(resource);
    require(prepared ? prepared == resource : resource.isEmpty() || resource.toUtf8().size() > 1023);
}

} // namespace

// The first byte says whether the rest is UTF-8 or the units of UTF-16, of which some may stand alone.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    QString text;
    if (data[0] % 2 == 0) {
        text = QString::fromUtf8(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size) - 1);
    } else {
        text.resize(static_cast<qsizetype>((size - 1) / sizeof(char16_t)));
        std::memcpy(text.data(), data + 1, static_cast<size_t>(text.size()) * sizeof(char16_t));
    }
    checkPreparation(text, prepareNode);
    checkPreparation(text, prepareDomain);
    checkPreparation(text, prepareResource);
    checkAddress(text);
    checkEscaping(text);
    static_cast<void>(unescapeLocalPart(text));
    static_cast<void>(unescapeNickname(text));
    return 0;
}
