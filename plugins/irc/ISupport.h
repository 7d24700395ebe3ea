// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// What a server said about itself in RPL_ISUPPORT (005), with the defaults of RFC 2812.
#pragma once

#include "Casemapping.h"
#include "Line.h"

#include <array>

namespace spectrum::irc
{

// Plain memory without allocations: every session has one.
class ISupport
{
public:
    static constexpr int maximumPrefixes = 8;
    // How a channel mode takes its parameter.
    enum class ModeKind : quint8 { List, Always, WhenSet, Never, Member };

    // Takes in one 005 line; what makes no sense is ignored.
    void apply(const Line &line);

    [[nodiscard]] Casemapping casemapping() const { return m_casemapping; }
    [[nodiscard]] bool isChannel(QByteArrayView name) const;
    // 0 is the highest rank; -1 = not a prefix.
    [[nodiscard]] int rankOfPrefix(char symbol) const;
    [[nodiscard]] int rankOfMode(char mode) const;
    // The letter of a rank, 0 = there is none.
    [[nodiscard]] char modeOfRank(int rank) const;
    [[nodiscard]] ModeKind modeKind(char mode) const;
    // How many nicknames can be watched; 0 = the server has no such command, -1 = no limit.
    [[nodiscard]] int monitorLimit() const { return m_monitorLimit; }
    [[nodiscard]] int watchLimit() const { return m_watchLimit; }
    // Whether people can be kept away from the user, and with which flags that does not touch channels.
    [[nodiscard]] bool hasSilence() const { return m_hasSilence; }
    [[nodiscard]] QByteArrayView silenceFlags() const { return m_silenceFlags.data(); }
    // 0 = not said.
    [[nodiscard]] int nicknameLength() const { return m_nicknameLength; }
    [[nodiscard]] int topicLength() const { return m_topicLength; }

private:
    void applyToken(QByteArrayView name, QByteArrayView value);
    void applyPrefix(QByteArrayView value);
    void applyChannelModes(QByteArrayView value);
    void applySilenceFlags(QByteArrayView value);
    [[nodiscard]] static quint64 bitOf(char letter);

    std::array<char, maximumPrefixes> m_prefixModes{'o', 'v'};
    std::array<char, maximumPrefixes> m_prefixSymbols{'@', '+'};
    std::array<char, 8> m_channelTypes{'#', '&'};
    std::array<quint64, 3> m_modesWithParameter;
    std::array<char, 8> m_silenceFlags{};
    bool m_hasSilence = false;
    int m_monitorLimit = 0;
    int m_watchLimit = 0;
    int m_nicknameLength = 0;
    int m_topicLength = 0;
    Casemapping m_casemapping{Casemapping::Kind::Rfc1459};

public:
    ISupport();
};

} // namespace spectrum::irc
