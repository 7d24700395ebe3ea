// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "ISupport.h"

#include <algorithm>

namespace spectrum::irc
{

namespace
{

int number(QByteArrayView value, int ifMissing)
{
    bool isNumber = false;
    const int result = value.toByteArray().toInt(&isNumber);
    return isNumber && result >= 0 ? result : ifMissing;
}

template <size_t Size>
int indexIn(const std::array<char, Size> &letters, char wanted)
{
    const auto found = std::find(letters.begin(), letters.end(), wanted);
    return found == letters.end() || wanted == '\0' ? -1 : int(found - letters.begin());
}

} // namespace

ISupport::ISupport()
{
    applyChannelModes("beI,k,l");
}

quint64 ISupport::bitOf(char letter)
{
    if (letter >= 'a' && letter <= 'z')
        return quint64(1) << (letter - 'a');
    if (letter >= 'A' && letter <= 'Z')
        return quint64(1) << (26 + letter - 'A');
    return 0;
}

void ISupport::apply(const Line &line)
{
    // The first parameter is the own nickname, the last one is a sentence.
    for (int i = 1; i + 1 < line.count(); ++i) {
        const QByteArrayView token = line.parameter(i);
        const qsizetype equals = token.indexOf('=');
        if (equals < 0)
            applyToken(token, {});
        else
            applyToken(token.first(equals), token.sliced(equals + 1));
    }
}

void ISupport::applyToken(QByteArrayView name, QByteArrayView value)
{
    if (name == "CASEMAPPING") {
        m_casemapping = Casemapping::named(value);
    } else if (name == "PREFIX") {
        applyPrefix(value);
    } else if (name == "CHANTYPES" && value.size() <= qsizetype(m_channelTypes.size())) {
        m_channelTypes.fill('\0');
        std::copy(value.begin(), value.end(), m_channelTypes.begin());
    } else if (name == "CHANMODES") {
        applyChannelModes(value);
    } else if (name == "MONITOR") {
        m_monitorLimit = number(value, -1);
    } else if (name == "WATCH") {
        m_watchLimit = number(value, -1);
    } else if (name == "SILENCE") {
        // Without a number it says that there is no such command.
        m_hasSilence = number(value, 0) > 0;
    } else if (name == "ESILENCE") {
        applySilenceFlags(value);
    } else if (name == "NICKLEN") {
        m_nicknameLength = number(value, 0);
    } else if (name == "TOPICLEN") {
        m_topicLength = number(value, 0);
    }
}

void ISupport::applySilenceFlags(QByteArrayView value)
{
    // What goes to one person: CTCP, notices, messages, tags, invitations.
    static constexpr QByteArrayView wanted("CNPTi");
    m_silenceFlags.fill('\0');
    size_t count = 0;
    for (const char flag : wanted) {
        if (value.contains(flag))
            m_silenceFlags[count++] = flag;
    }
}

void ISupport::applyPrefix(QByteArrayView value)
{
    const qsizetype close = value.indexOf(')');
    const qsizetype ranks = close - 1;
    const bool isWellFormed =
        !value.isEmpty() && value.front() == '(' && close > 0 && value.size() - close - 1 == ranks;
    if (!isWellFormed && !value.isEmpty())
        return;
    m_prefixModes.fill('\0');
    m_prefixSymbols.fill('\0');
    for (qsizetype i = 0; i < std::min<qsizetype>(ranks, maximumPrefixes); ++i) {
        m_prefixModes[size_t(i)] = value[1 + i];
        m_prefixSymbols[size_t(i)] = value[close + 1 + i];
    }
}

void ISupport::applyChannelModes(QByteArrayView value)
{
    m_modesWithParameter.fill(0);
    size_t group = 0;
    for (const char c : value) {
        if (c == ',' && ++group == m_modesWithParameter.size())
            return;
        if (c != ',')
            m_modesWithParameter[group] |= bitOf(c);
    }
}

bool ISupport::isChannel(QByteArrayView name) const
{
    return !name.isEmpty() && indexIn(m_channelTypes, name.front()) >= 0;
}

int ISupport::rankOfPrefix(char symbol) const
{
    return indexIn(m_prefixSymbols, symbol);
}

int ISupport::rankOfMode(char mode) const
{
    return indexIn(m_prefixModes, mode);
}

char ISupport::modeOfRank(int rank) const
{
    return rank >= 0 && rank < maximumPrefixes ? m_prefixModes[size_t(rank)] : '\0';
}

ISupport::ModeKind ISupport::modeKind(char mode) const
{
    if (rankOfMode(mode) >= 0)
        return ModeKind::Member;
    for (size_t group = 0; group < m_modesWithParameter.size(); ++group) {
        if ((m_modesWithParameter[group] & bitOf(mode)) != 0)
            return ModeKind(group);
    }
    return ModeKind::Never;
}

} // namespace spectrum::irc
